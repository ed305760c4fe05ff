"use client";

import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { IconCheck, IconContrast2, IconLanguage } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import type { MessageKey } from "@/lib/i18n/messages";
import { LOCALES, type Locale } from "@/lib/i18n/locale";
import { LOCALE_NAMES } from "@/lib/i18n/names";
import { useLocale, useTranslate } from "@/lib/i18n/provider";
import { rememberLocale } from "@/lib/i18n/remember";

const SCHEMES: readonly { value: MantineColorScheme; label: MessageKey }[] = [
  { value: "light", label: "shell.scheme.light" },
  { value: "dark", label: "shell.scheme.dark" },
  { value: "auto", label: "shell.scheme.auto" },
];

export function LocaleMenu() {
  const t = useTranslate();
  const current = useLocale();
  const router = useRouter();

  function choose(locale: Locale) {
    rememberLocale(locale);
    router.refresh();
  }

  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.locale")}>
          <IconLanguage size={19} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LOCALES.map((locale) => (
          <Menu.Item
            key={locale}
            lang={locale}
            onClick={() => choose(locale)}
            rightSection={locale === current ? <IconCheck size={14} /> : null}
          >
            {LOCALE_NAMES[locale]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function SchemeMenu() {
  const t = useTranslate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.scheme")}>
          <IconContrast2 size={19} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            onClick={() => setColorScheme(value)}
            rightSection={value === colorScheme ? <IconCheck size={14} /> : null}
          >
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
