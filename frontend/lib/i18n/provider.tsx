"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import { makeFormat, type Format } from "@/lib/format";
import type { Locale } from "./locale";
import type { Messages } from "./messages";
import { makeTranslate, type Translate } from "./translate";

type Words = { locale: Locale; t: Translate };

const WordsContext = createContext<Words | null>(null);
const FormatContext = createContext<Format | null>(null);

type WordsProps = { locale: Locale; messages: Messages; children: ReactNode };

export function WordsProvider({ locale, messages, children }: WordsProps) {
  const words = useMemo(() => ({ locale, t: makeTranslate(locale, messages) }), [locale, messages]);
  const format = useMemo(() => makeFormat({ locale, currency: null, timeZone: null }), [locale]);
  return (
    <WordsContext value={words}>
      <FormatContext value={format}>{children}</FormatContext>
    </WordsContext>
  );
}

type FormatProps = { currency: string | null; timeZone: string | null; children: ReactNode };

/** Money and clock of the organisation; known only once somebody has signed in. */
export function FormatProvider({ currency, timeZone, children }: FormatProps) {
  const { locale } = useWords();
  const format = useMemo(
    () => makeFormat({ locale, currency, timeZone }),
    [locale, currency, timeZone],
  );
  return <FormatContext value={format}>{children}</FormatContext>;
}

function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("WordsProvider is missing above this component");
  return words;
}

export function useTranslate(): Translate {
  return useWords().t;
}

export function useLocale(): Locale {
  return useWords().locale;
}

export function useFormat(): Format {
  const format = useContext(FormatContext);
  if (!format) throw new Error("WordsProvider is missing above this component");
  return format;
}
