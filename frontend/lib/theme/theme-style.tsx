"use client";

import {
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  type ConvertCSSVariablesInput,
} from "@mantine/core";
import { resolveVariables, theme } from "./theme";

type Variables = Record<string, string>;

/** The stylesheet that comes with the components holds their defaults already. */
function unlike(defaults: Variables, own: Variables): Variables {
  return Object.fromEntries(
    Object.entries(own).filter(([name, value]) => defaults[name] !== value),
  );
}

export function themeVariables(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const defaults = defaultCssVariablesResolver(DEFAULT_THEME);
  const own: ConvertCSSVariablesInput = deepMerge(
    defaultCssVariablesResolver(merged),
    resolveVariables(merged),
  );
  return convertCssVariables({
    variables: unlike(defaults.variables, own.variables),
    light: unlike(defaults.light, own.light),
    dark: unlike(defaults.dark, own.dark),
  });
}

const MARK = "variables";
let known: string | undefined;

/** A browser finds them in the page; working them out again would hold up its first second. */
function knownVariables(): string {
  known ??=
    globalThis.document?.querySelector(`style[data-theme="${MARK}"]`)?.textContent ||
    themeVariables();
  return known;
}

/** What `MantineProvider` would write, written once instead of with each attempt to render. */
export function ThemeStyle() {
  return <style data-theme={MARK} dangerouslySetInnerHTML={{ __html: knownVariables() }} />;
}
