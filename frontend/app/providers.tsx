"use client";

import { MantineProvider } from "@mantine/core";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import { WordsProvider } from "@/lib/i18n/provider";
import { resolveVariables, theme } from "@/lib/theme/theme";

// Nothing notifies before somebody does something, so this can wait.
const Notifications = dynamic(
  () => import("@mantine/notifications").then((module) => module.Notifications),
  { ssr: false },
);

type Props = { locale: Locale; messages: Messages; children: ReactNode };

export function Providers({ locale, messages, children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
    >
      <WordsProvider locale={locale} messages={messages}>
        <SWRConfig value={{ keepPreviousData: true, revalidateOnFocus: false, errorRetryCount: 2 }}>
          {children}
        </SWRConfig>
        <Notifications position="bottom-right" limit={4} />
      </WordsProvider>
    </MantineProvider>
  );
}
