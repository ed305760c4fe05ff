import { MantineProvider } from "@mantine/core";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";
import { SWRConfig } from "swr";
import type { Locale } from "@/lib/i18n/locale";
import { dictionary } from "@/lib/i18n/messages";
import { FormatProvider, WordsProvider } from "@/lib/i18n/provider";
import { PermissionsProvider } from "@/lib/permissions";
import { theme } from "@/lib/theme/theme";

type Options = { locale?: Locale; permissions?: string[] };

/** Render with everything that the application puts above a page, and no cache from before. */
export function show(element: ReactElement, options: Options = {}): RenderResult {
  const { locale = "en", permissions = [] } = options;
  return render(
    <MantineProvider theme={theme} env="test">
      <WordsProvider locale={locale} messages={dictionary(locale)}>
        <PermissionsProvider permissions={permissions}>
          <FormatProvider currency="BRL" timeZone="America/Sao_Paulo">
            <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
              {element}
            </SWRConfig>
          </FormatProvider>
        </PermissionsProvider>
      </WordsProvider>
    </MantineProvider>,
  );
}
