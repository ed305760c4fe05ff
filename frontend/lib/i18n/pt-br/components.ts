export const components = {
  "common.cancel": "Cancelar",
} as const;
