"use client";

import { Group, Select, Text } from "@mantine/core";
import { useState } from "react";
import { Failure } from "@/components/failure";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { FairShare, FairShareRule, NeedsListDetail } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { FAIR_SHARE_RULES } from "./filters";
import { changeNeedsList, NEEDS_LISTS, useFairShare } from "./queries";
import { useFreshNeedsList } from "./use-needs-list";

type Contest = FairShare["data"][number];
type Claim = Contest["lists"][number];

/** Who else asks for the same surplus, and what each declared rule would give to whom. */
export function FairSharePanel({ initial }: { initial: NeedsListDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const list = useFreshNeedsList(initial);
  const { data } = useFairShare(list.id);
  if (!data || data.data.length === 0) return null;
  return (
    <Panel
      title={t("needs.fair-share")}
      aside={list.is_editable ? <RuleChoice list={list} /> : <Chosen rule={data.chosen} />}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t("needs.fair-share.text")}
      </Text>
      {data.data.map((contest) => (
        <div key={`${contest.line_id}-${contest.horizon}-${contest.name}`}>
          <Text size="sm" fw={560} mt="sm">
            {t("needs.fair-share.of", {
              sku: contest.sku,
              source: contest.name,
              capacity: format.number(contest.capacity, 2),
            })}
          </Text>
          <SimpleTable
            label={t("needs.fair-share.of", {
              sku: contest.sku,
              source: contest.name,
              capacity: format.number(contest.capacity, 2),
            })}
            rows={contest.lists}
            keyOf={(claim) => claim.needs_list_id}
            columns={claimColumns(data.chosen, t, format)}
          />
        </div>
      ))}
    </Panel>
  );
}

function claimColumns(chosen: FairShareRule, t: Translate, format: Format): SimpleColumn<Claim>[] {
  return [
    {
      label: t("needs.number"),
      isTitle: true,
      render: (claim) => (
        <Text span inherit fw={claim.is_this ? 650 : undefined}>
          {claim.needs_list_no}
        </Text>
      ),
    },
    { label: t("needs.site"), render: (claim) => claim.site_code },
    {
      label: t("needs.asked"),
      align: "end",
      render: (claim) => format.number(claim.asked_quantity, 2),
    },
    {
      label: t("needs.cover"),
      align: "end",
      render: (claim) => format.hours(claim.hours_of_cover),
    },
    {
      label: t("needs.tier"),
      align: "end",
      render: (claim) => (claim.priority_tier === null ? ABSENT : String(claim.priority_tier)),
    },
    ...FAIR_SHARE_RULES.map((rule): SimpleColumn<Claim> => ({
      label: t.code("fair-share", rule),
      align: "end",
      render: (claim) => (
        <Text span inherit fw={rule === chosen ? 650 : undefined}>
          {format.number(claim.shares[rule], 1)}
        </Text>
      ),
    })),
  ];
}

function Chosen({ rule }: { rule: FairShareRule }) {
  const t = useTranslate();
  return (
    <Text size="sm">{t("needs.fair-share.chosen", { rule: t.code("fair-share", rule) })}</Text>
  );
}

function RuleChoice({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [failure, setFailure] = useState<unknown>(null);

  async function choose(rule: FairShareRule) {
    setFailure(null);
    try {
      await changeNeedsList(list.id, list.version, { notes: list.notes, fair_share_rule: rule });
      await revalidate();
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <Group gap="xs">
      <Failure error={failure} />
      <Select
        size="xs"
        w={200}
        aria-label={t("needs.fair-share")}
        allowDeselect={false}
        data={FAIR_SHARE_RULES.map((rule) => ({ value: rule, label: t.code("fair-share", rule) }))}
        value={list.fair_share_rule}
        onChange={(value) => {
          const rule = FAIR_SHARE_RULES.find((known) => known === value);
          if (rule) void choose(rule);
        }}
      />
    </Group>
  );
}
