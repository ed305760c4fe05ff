import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { asLocale, LOCALE_COOKIE, preferredLocale, type Locale } from "./locale";
import { dictionary, type Messages } from "./messages";
import { makeTranslate, type Translate } from "./translate";

export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = asLocale((await cookies()).get(LOCALE_COOKIE)?.value);
  return chosen ?? preferredLocale((await headers()).get("accept-language"));
});

export async function getMessages(): Promise<Messages> {
  return dictionary(await getLocale());
}

export async function getTranslate(): Promise<Translate> {
  const locale = await getLocale();
  return makeTranslate(locale, dictionary(locale));
}
