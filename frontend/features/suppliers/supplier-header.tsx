"use client";

import { Anchor, Group, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import { Facts, type Fact } from "@/components/facts";
import { WithNote } from "@/components/with-note";
import type { SupplierDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { deliveriesText, leadTimeText } from "./figures";
import { OverdueCount } from "./overdue-count";
import classes from "./suppliers.module.css";

export function SupplierHeader({ supplier }: { supplier: SupplierDetail }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <header className={classes.header}>
      <Anchor component={Link} href="/suppliers" size="sm" className={classes.back}>
        <IconChevronLeft size={15} aria-hidden="true" />
        {t("nav.suppliers")}
      </Anchor>
      <Group gap="sm" align="baseline" mb="sm">
        <Title order={1}>{supplier.name}</Title>
        {supplier.code !== supplier.name && <Text c="dimmed">{supplier.code}</Text>}
        {!supplier.is_active && <Text c="dimmed">{t("item.is-inactive")}</Text>}
      </Group>
      <Facts isWide facts={factsOf(supplier, t, format)} />
    </header>
  );
}

function factsOf(supplier: SupplierDetail, t: Translate, format: Format): Fact[] {
  const { mean_lead_time_days: mean, sd_lead_time_days: sd, late_share: share, type } = supplier;
  return [
    {
      label: t("supplier.observed"),
      value: (
        <WithNote note={deliveriesText(mean, supplier.observations, t)}>
          {leadTimeText(mean, sd, t, format)}
        </WithNote>
      ),
    },
    { label: t("supplier.stated"), value: format.number(supplier.stated_lead_time_days, 1) },
    {
      label: t("supplier.late"),
      value: (
        <WithNote note={share === null ? null : t.count("supplier.due", supplier.due)}>
          {format.percent(share)}
        </WithNote>
      ),
    },
    { label: t("supplier.open"), value: format.number(supplier.open_orders) },
    { label: t("supplier.overdue"), value: <OverdueCount supplier={supplier} /> },
    { label: t("supplier.known-items"), value: format.number(supplier.offered.length) },
    { label: t("supplier.type"), value: type ? t.code("supplier-type", type) : ABSENT },
    { label: t("supplier.country"), value: supplier.country ?? ABSENT },
    { label: t("supplier.reliability"), value: format.percent(supplier.reliability) },
  ];
}
