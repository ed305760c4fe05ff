import type { MantineColorsTuple } from "@mantine/core";

/** The only place where a colour is written as a number. Everything else names a variable. */
export const petrol: MantineColorsTuple = [
  "#eaf5f4",
  "#d1e8e6",
  "#a5d1ce",
  "#74b8b4",
  "#479d99",
  "#288480",
  "#1a6d6a",
  "#145957",
  "#0f4645",
  "#0a3332",
];

export const amber: MantineColorsTuple = [
  "#fdf5e4",
  "#f9e8c3",
  "#f2d28c",
  "#eaba52",
  "#dfa129",
  "#c68412",
  "#a86b0a",
  "#895507",
  "#6c4307",
  "#503206",
];

export const vermilion: MantineColorsTuple = [
  "#fdf0ed",
  "#f9dcd5",
  "#f2b7aa",
  "#e98d7a",
  "#df654e",
  "#cd4830",
  "#b23a24",
  "#932f1d",
  "#752618",
  "#571c12",
];

export const moss: MantineColorsTuple = [
  "#eff6ec",
  "#ddebd6",
  "#bad7ad",
  "#93c081",
  "#6ea85a",
  "#538f41",
  "#417533",
  "#345e2a",
  "#294a21",
  "#1d3618",
];

export const slate: MantineColorsTuple = [
  "#eef2fa",
  "#dae2f2",
  "#b4c4e4",
  "#8ba4d4",
  "#6486c3",
  "#4a6fb0",
  "#3b5a94",
  "#304a79",
  "#263b60",
  "#1b2b47",
];

/** Neutrals lean towards green, so that petrol does not look pasted on. */
export const gray: MantineColorsTuple = [
  "#f6f8f7",
  "#edf1f0",
  "#e0e6e4",
  "#cdd6d3",
  "#aebab7",
  "#84938f",
  "#63726f",
  "#4b5956",
  "#2f3b39",
  "#17211f",
];

export const dark: MantineColorsTuple = [
  "#e3eae8",
  "#bcc8c5",
  "#93a3a0",
  "#5d6f6b",
  "#394846",
  "#2a3735",
  "#1f2a28",
  "#161f1e",
  "#0f1615",
  "#0a100f",
];

type Tokens = Record<`--qm-${string}`, string>;

export const lightTokens: Tokens = {
  "--qm-page": "#f3f5f4",
  "--qm-surface": "#ffffff",
  "--qm-sunken": gray[0],
  "--qm-line": gray[2],
  "--qm-line-strong": gray[3],
  "--qm-text": gray[9],
  "--qm-muted": "#55645f",
  "--qm-accent": petrol[6],
  "--qm-accent-soft": petrol[0],
  "--qm-critical": vermilion[6],
  "--qm-critical-soft": vermilion[0],
  "--qm-warning": amber[7],
  "--qm-warning-soft": amber[0],
  "--qm-good": moss[6],
  "--qm-good-soft": moss[0],
  "--qm-rail": "#10302f",
  "--qm-rail-text": "#b9cfcc",
  "--qm-rail-active": "#1c4644",
  "--qm-rail-mark": "#e3ad45",
  "--qm-chart-history": gray[8],
  "--qm-chart-forecast": petrol[5],
  "--qm-chart-band-wide": petrol[1],
  "--qm-chart-band-narrow": petrol[2],
  "--qm-chart-second": slate[5],
  "--qm-chart-grid": gray[2],
};

export const darkTokens: Tokens = {
  "--qm-page": dark[8],
  "--qm-surface": dark[7],
  "--qm-sunken": "#121a19",
  "--qm-line": dark[5],
  "--qm-line-strong": dark[4],
  "--qm-text": dark[0],
  "--qm-muted": "#9dafab",
  "--qm-accent": petrol[3],
  "--qm-accent-soft": "#17302f",
  "--qm-critical": vermilion[3],
  "--qm-critical-soft": "#341a15",
  "--qm-warning": amber[3],
  "--qm-warning-soft": "#32270f",
  "--qm-good": moss[3],
  "--qm-good-soft": "#1a2a16",
  "--qm-rail": "#0a100f",
  "--qm-rail-text": "#9fb3af",
  "--qm-rail-active": "#182523",
  "--qm-rail-mark": amber[3],
  "--qm-chart-history": dark[1],
  "--qm-chart-forecast": petrol[3],
  "--qm-chart-band-wide": "#1d4341",
  "--qm-chart-band-narrow": "#2b6a66",
  "--qm-chart-second": slate[3],
  "--qm-chart-grid": dark[5],
};
