"use client";

import { Anchor, Group, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import { ConfidenceBadge, NeedsStatusBadge } from "@/components/badges";
import { PageTabs } from "@/components/page-tabs";
import type { NeedsListDetail } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import classes from "./needs-lists.module.css";
import { useFreshNeedsList } from "./use-needs-list";

/** What a list is called and where it stands, and the way between its three pages. */
export function ListTitle({ initial }: { initial: NeedsListDetail }) {
  const t = useTranslate();
  const list = useFreshNeedsList(initial);
  const base = `/needs-lists/${list.id}`;
  const tabs = [
    { href: base, label: t("needs.tab.list") },
    { href: `${base}/decision`, label: t("needs.tab.decision") },
    { href: `${base}/history`, label: t("needs.tab.history") },
  ];
  return (
    <header>
      <Anchor component={Link} href="/needs-lists" size="sm" className={classes.back}>
        <IconChevronLeft size={15} aria-hidden="true" />
        {t("nav.needs-lists")}
      </Anchor>
      <Group gap="sm" align="center">
        <Title order={1} className={classes.number}>
          {list.needs_list_no}
        </Title>
        <NeedsStatusBadge status={list.status} />
        <ConfidenceBadge level={list.confidence} reasons={list.confidence_reasons} />
      </Group>
      <Text size="sm" c="dimmed" mt={2} mb="sm">
        {list.event_name} · {list.site_name} · {t.code("phase", list.phase)}
      </Text>
      <PageTabs label={t("needs.tabs")} tabs={tabs} />
    </header>
  );
}
