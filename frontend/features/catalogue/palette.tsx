"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { IconArrowRight, IconPackage, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslate } from "@/lib/i18n/provider";
import type { NavigationPage } from "@/lib/navigation";
import { useItemSearch } from "./queries";

type Props = { pages: NavigationPage[] };

export function Palette({ pages }: Props) {
  const t = useTranslate();
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [settled] = useDebouncedValue(query, 200);
  const { data, error } = useItemSearch(settled);
  const word = query.trim().toLowerCase();
  const found = pages.filter((page) => t(page.label).toLowerCase().includes(word));
  const items = word.length < 2 ? [] : (data?.data ?? []);

  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut={null} maxHeight={420}>
      <Spotlight.Search
        placeholder={t("shell.search.placeholder")}
        aria-label={t("shell.search")}
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {items.length > 0 && (
          <Spotlight.ActionsGroup label={t("shell.search.items")}>
            {items.map((item) => (
              <Spotlight.Action
                key={item.id}
                label={item.name}
                description={[item.sku, item.family].filter(Boolean).join(" · ")}
                leftSection={<IconPackage size={18} stroke={1.6} />}
                onClick={() => router.push(`/materials/${item.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={t("shell.search.pages")}>
            {found.map((page) => (
              <Spotlight.Action
                key={page.name}
                label={t(page.label)}
                leftSection={<IconArrowRight size={18} stroke={1.6} />}
                onClick={() => router.push(page.href)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length + items.length === 0 && (
          <Spotlight.Empty>
            {error ? t("shell.search.failed") : t("shell.search.empty")}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
