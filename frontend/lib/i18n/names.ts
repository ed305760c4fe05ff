import type { Locale } from "./locale";

/** Each language in its own words, so that its speakers find it. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  "pt-BR": "Português (Brasil)",
};
