import { numberFormatter, pluralRules } from "@/lib/formatters";
import type { Locale } from "./locale";
import type { MessageKey, Messages } from "./messages";

export type Params = Record<string, string | number>;

/** The stems of messages that come as `<stem>.one` and `<stem>.other`. */
export type CountKey = MessageKey extends infer K
  ? K extends `${infer Stem}.other`
    ? Stem
    : never
  : never;

export type Translate = {
  (key: MessageKey, params?: Params): string;
  /** Choose singular or plural by the rules of the language. */
  count: (key: CountKey, count: number, params?: Params) => string;
  /** A word for a code that the API sent; an unknown code is shown readable, never hidden. */
  code: (prefix: string, code: string, params?: Params) => string;
  known: (key: string) => boolean;
};

export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  );
}

export function readable(code: string): string {
  const words = code.replaceAll(/[_.]+/g, " ").toLowerCase().trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function makeTranslate(locale: Locale, messages: Messages): Translate {
  const plural = pluralRules(locale, {});
  const texts: Record<string, string | undefined> = messages;
  const translate = (key: MessageKey, params?: Params) => fill(messages[key] ?? key, params);
  return Object.assign(translate, {
    count: (key: CountKey, count: number, params?: Params) => {
      const form = plural.select(count) === "one" ? "one" : "other";
      const text = texts[`${key}.${form}`] ?? key;
      return fill(text, { count: numberFormatter(locale, {}).format(count), ...params });
    },
    known: (key: string) => texts[key] !== undefined,
    code: (prefix: string, code: string, params?: Params) => {
      const text = texts[`${prefix}.${code.toLowerCase()}`];
      return text === undefined ? readable(code) : fill(text, params);
    },
  });
}
