"use client";

import { MantineThemeProvider } from "@mantine/core";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useTranslate } from "@/lib/i18n/provider";

// Nothing notifies before somebody does something, so this can wait.
const Notifications = dynamic(
  () => import("@mantine/notifications").then((module) => module.Notifications),
  { ssr: false },
);

/** What the application says in passing; here, once, every such message learns how it is closed. */
export function Toasts() {
  const t = useTranslate();
  const theme = useMemo(
    () => ({
      components: {
        Notification: {
          defaultProps: { closeButtonProps: { "aria-label": t("common.close") } },
        },
      },
    }),
    [t],
  );
  return (
    <MantineThemeProvider theme={theme}>
      <Notifications position="bottom-right" limit={4} />
    </MantineThemeProvider>
  );
}
