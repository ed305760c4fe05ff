export const components = {
  "common.cancel": "Cancel",
} as const;
