export const LOCALES = ["en", "pt-BR"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = "qm_locale";

export function asLocale(text: string | null | undefined): Locale | null {
  if (!text) return null;
  return text.toLowerCase().startsWith("pt") ? "pt-BR" : text.startsWith("en") ? "en" : null;
}

/** The first language of an Accept-Language header that we speak. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  for (const part of (acceptLanguage ?? "").split(",")) {
    const locale = asLocale(part.trim());
    if (locale) return locale;
  }
  return "en";
}
