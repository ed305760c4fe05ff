import { LOCALE_COOKIE, type Locale } from "./locale";

const YEAR_SECONDS = 31_536_000;

export function rememberLocale(locale: Locale): void {
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
