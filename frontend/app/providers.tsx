"use client";

import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";
import { Toasts } from "@/components/toasts";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import { WordsProvider } from "@/lib/i18n/provider";
import { theme } from "@/lib/theme/theme";
import { ThemeStyle } from "@/lib/theme/theme-style";

type Props = { locale: Locale; messages: Messages; children: ReactNode };

export function Providers({ locale, messages, children }: Props) {
  return (
    <MantineProvider theme={theme} withCssVariables={false} defaultColorScheme="auto">
      <ThemeStyle />
      <WordsProvider locale={locale} messages={messages}>
        <SWRConfig value={{ keepPreviousData: true, revalidateOnFocus: false, errorRetryCount: 2 }}>
          {children}
        </SWRConfig>
        <Toasts />
      </WordsProvider>
    </MantineProvider>
  );
}
