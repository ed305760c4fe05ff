import { createTheme, type CSSVariablesResolver } from "@mantine/core";
import * as colors from "./colors";

const family =
  '"Archivo Variable", "Archivo", system-ui, -apple-system, "Segoe UI", "Helvetica Neue", sans-serif';

export const theme = createTheme({
  colors: {
    petrol: colors.petrol,
    amber: colors.amber,
    vermilion: colors.vermilion,
    moss: colors.moss,
    slate: colors.slate,
    gray: colors.gray,
    dark: colors.dark,
  },
  primaryColor: "petrol",
  primaryShade: 6,
  fontFamily: family,
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.5", lg: "1.5", xl: "1.4" },
  headings: {
    fontFamily: family,
    fontWeight: "640",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.25" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { variant: "light", radius: "xs", tt: "none", fw: 600 } },
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    // What nobody has opened is not in the page: each list would be placed as the page wakes.
    Combobox: { defaultProps: { keepMounted: false } },
    Select: { defaultProps: { size: "sm" } },
    MultiSelect: { defaultProps: { size: "sm" } },
    Table: { defaultProps: { verticalSpacing: 7, horizontalSpacing: "sm" } },
    Tooltip: {
      defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } },
    },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end" } },
  },
});

const OWN = ["petrol", "amber", "vermilion", "moss", "slate"] as const;

/** Mantine's own dark tints of these colours are nearly black; these still say which one it is. */
function darkTints(): Record<string, string> {
  const pairs = OWN.flatMap((name): [string, string][] => [
    [
      `--mantine-color-${name}-light`,
      `color-mix(in srgb, var(--mantine-color-${name}-5) 24%, transparent)`,
    ],
    [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-2)`],
  ]);
  return Object.fromEntries(pairs);
}

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...colors.lightTokens,
    "--mantine-color-dimmed": "var(--qm-muted)",
    "--mantine-color-placeholder": "var(--qm-muted)",
  },
  dark: {
    ...colors.darkTokens,
    ...darkTints(),
    "--mantine-color-dimmed": "var(--qm-muted)",
    "--mantine-color-placeholder": "var(--qm-muted)",
  },
});
