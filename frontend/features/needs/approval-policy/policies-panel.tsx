"use client";

import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import { ErrorState } from "@/components/error-state";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import { StatusText } from "@/components/status-text";
import type { ApprovalPolicy } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import { PolicyDialog } from "./policy-dialog";
import { usePolicies } from "./queries";

type Wanted = { policy: ApprovalPolicy | null };

/** Who approves what; administrators change it. */
export function PoliciesPanel() {
  const t = useTranslate();
  const format = useFormat();
  const mayManage = useMay("needs:approval_policy:manage");
  const { data, error, mutate } = usePolicies();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const edit = mayManage ? (policy: ApprovalPolicy) => setWanted({ policy }) : null;
  return (
    <Panel
      title={t("policy.title")}
      aside={
        mayManage && (
          <Button size="xs" onClick={() => setWanted({ policy: null })}>
            {t("policy.new")}
          </Button>
        )
      }
      isFlush
    >
      <Text size="sm" c="dimmed" px="md" pb="sm">
        {t("policy.text")}
      </Text>
      {error && !data ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !data && <Skeleton height={220} m="md" />}
      {data && (
        <SimpleTable
          label={t("policy.tiers")}
          columns={policyColumns(t, format, edit)}
          rows={data.data}
          keyOf={(policy) => policy.id}
        />
      )}
      {wanted && <PolicyDialog policy={wanted.policy} onClose={() => setWanted(null)} />}
    </Panel>
  );
}

type Edit = ((policy: ApprovalPolicy) => void) | null;

function policyColumns(t: Translate, format: Format, onEdit: Edit) {
  const columns = [
    {
      label: t("policy.name"),
      isTitle: true,
      render: (policy: ApprovalPolicy) => (
        <Text span inherit fw={560}>
          {policy.name}
        </Text>
      ),
    },
    {
      label: t("policy.horizon"),
      render: (policy: ApprovalPolicy) => t.code("horizon", policy.horizon),
    },
    {
      label: t("policy.phase"),
      render: ({ phase }: ApprovalPolicy) =>
        phase === null ? t("policy.any-phase") : t.code("phase", phase),
    },
    {
      label: t("policy.scope"),
      render: ({ scope }: ApprovalPolicy) => scope ?? t("policy.any-scope"),
    },
    { label: t("policy.range"), render: (policy: ApprovalPolicy) => rangeOf(policy, t, format) },
    {
      label: t("policy.roles"),
      render: ({ roles }: ApprovalPolicy) => roles.map((role) => t.code("role", role)).join(", "),
    },
    {
      label: t("policy.limit"),
      align: "end" as const,
      render: (policy: ApprovalPolicy) => format.number(policy.time_limit_hours, 2),
    },
    {
      label: t("policy.state"),
      render: ({ is_active: isActive }: ApprovalPolicy) => (
        <StatusText isGood={isActive}>
          {t(isActive ? "policy.active" : "policy.inactive")}
        </StatusText>
      ),
    },
  ];
  if (!onEdit) return columns;
  const act = {
    label: "",
    align: "end" as const,
    render: (policy: ApprovalPolicy) => (
      <Group justify="flex-end">
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t("policy.edit.title", { name: policy.name })}
          onClick={() => onEdit(policy)}
        >
          {t("policy.edit")}
        </Button>
      </Group>
    ),
  };
  return [...columns, act];
}

/** The range of values as a person says it. */
export function rangeOf(policy: ApprovalPolicy, t: Translate, format: Format): string {
  const hasMinimum = Number(policy.minimum_value) > 0;
  const minimum = format.money(policy.minimum_value, 0);
  if (policy.maximum_value === null) {
    return hasMinimum ? t("policy.range.above", { minimum }) : t("policy.range.any");
  }
  const maximum = format.money(policy.maximum_value, 0);
  return hasMinimum
    ? t("policy.range.between", { minimum, maximum })
    : t("policy.range.up-to", { maximum });
}
