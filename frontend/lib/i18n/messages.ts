import { access as accessEn } from "./en/access";
import { catalogue as catalogueEn } from "./en/catalogue";
import { components as componentsEn } from "./en/components";
import { shell as shellEn } from "./en/shell";
import type { Locale } from "./locale";
import { access as accessPt } from "./pt-br/access";
import { catalogue as cataloguePt } from "./pt-br/catalogue";
import { components as componentsPt } from "./pt-br/components";
import { shell as shellPt } from "./pt-br/shell";

const en = { ...accessEn, ...catalogueEn, ...componentsEn, ...shellEn };

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;

const ptBr: Messages = { ...accessPt, ...cataloguePt, ...componentsPt, ...shellPt };

export const DICTIONARIES: Record<Locale, Messages> = { en, "pt-BR": ptBr };

export function dictionary(locale: Locale): Messages {
  return DICTIONARIES[locale];
}
