import { notifications } from "@mantine/notifications";
import { act, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Locale } from "@/lib/i18n/locale";
import { show } from "@/test/render";
import { Toasts } from "./toasts";

const CLOSE: Record<Locale, string> = { en: "Close", "pt-BR": "Fechar" };

afterEach(() => {
  act(() => {
    notifications.clean();
  });
});

it.each(Object.keys(CLOSE) as Locale[])(
  "a message is closed by a button named in %s",
  async (locale) => {
    show(<Toasts />, { locale });

    act(() => {
      notifications.show({ message: "Saved", autoClose: false });
    });

    const message = await screen.findByRole("alert");
    expect(within(message).getByRole("button", { name: CLOSE[locale] })).toBeEnabled();
  },
);
