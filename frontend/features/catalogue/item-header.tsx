"use client";

import { Anchor, Group, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import { Facts } from "@/components/facts";
import type { ItemDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import classes from "./catalogue.module.css";

export function ItemHeader({ item }: { item: ItemDetail }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <header className={classes.header}>
      <Anchor component={Link} href="/materials" size="sm" className={classes.back}>
        <IconChevronLeft size={15} aria-hidden="true" />
        {t("nav.materials")}
      </Anchor>
      <Group gap="sm" align="baseline" mb="sm">
        <Title order={1}>{item.name}</Title>
        <Text c="dimmed">{item.sku}</Text>
        {!item.is_active && <Text c="dimmed">{t("item.is-inactive")}</Text>}
      </Group>
      <Facts isWide facts={factsOf(item, t, format)} />
    </header>
  );
}

function factsOf(item: ItemDetail, t: Translate, format: Format) {
  const classesOf = [item.abc_class, item.xyz_class].filter(Boolean).join(" / ");
  const reason = item.days_of_cover_reason;
  const cover =
    item.days_of_cover === null && reason
      ? t.code("reason", reason)
      : format.number(item.days_of_cover, 1);
  return [
    { label: t("item.family"), value: item.family ?? ABSENT },
    { label: t("item.classes"), value: classesOf || ABSENT },
    {
      label: t("item.demand"),
      value: item.demand_class ? t.code("demand", item.demand_class) : ABSENT,
    },
    { label: t("stock.available"), value: withUnit(item.available, item.unit, format) },
    { label: t("stock.cover"), value: cover },
    { label: t("item.cost"), value: format.money(item.unit_cost) },
    { label: t("item.price"), value: format.money(item.unit_price) },
    { label: t("item.criticality"), value: format.number(item.criticality) },
  ];
}

function withUnit(value: number | null, unit: string, format: Format): string {
  return value === null ? ABSENT : `${format.number(value, 1)} ${unit}`;
}
