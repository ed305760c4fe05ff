"use client";

import { Button, Group, Skeleton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Failure } from "@/components/failure";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import { StatusText } from "@/components/status-text";
import type { Delegation } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import { DelegationDialog } from "./delegation-dialog";
import { delegationState } from "./delegation-state";
import { DELEGATIONS } from "./keys";
import { revokeDelegation, useDelegations } from "./queries";

type Props = { userId: number };

/** Who stands in for whom. People revoke their own; administrators any. */
export function DelegationsPanel({ userId }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const mayDelegate = useMay("needs:list:approve");
  const mayManage = useMay("needs:approval_policy:manage");
  const { data, error, mutate } = useDelegations();
  const [isCreating, setCreating] = useState(false);
  const [ending, setEnding] = useState<Delegation | null>(null);
  const mayEnd = ({ from_user_id: giver }: Delegation) =>
    mayManage || (mayDelegate && giver === userId);
  const today = data?.meta.as_of.slice(0, 10) ?? "";
  return (
    <Panel
      title={t("delegation.title")}
      aside={
        mayDelegate && (
          <Button size="xs" onClick={() => setCreating(true)}>
            {t("delegation.new")}
          </Button>
        )
      }
      isFlush
    >
      {error && !data ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !data && <Skeleton height={120} m="md" />}
      {data?.data.length === 0 && <EmptyState text={t("delegation.empty")} />}
      {data && data.data.length > 0 && (
        <SimpleTable
          label={t("delegation.list")}
          columns={delegationColumns({ t, format, today, mayEnd, onEnd: setEnding })}
          rows={data.data}
          keyOf={(delegation) => delegation.id}
        />
      )}
      {isCreating && <DelegationDialog onClose={() => setCreating(false)} />}
      {ending && <RevokeDialog delegation={ending} onClose={() => setEnding(null)} />}
    </Panel>
  );
}

type Context = {
  t: Translate;
  format: Format;
  today: string;
  mayEnd: (delegation: Delegation) => boolean;
  onEnd: (delegation: Delegation) => void;
};

function delegationColumns({ t, format, today, mayEnd, onEnd }: Context) {
  return [
    {
      label: t("delegation.from"),
      isTitle: true,
      render: (delegation: Delegation) => delegation.from_user,
    },
    { label: t("delegation.to"), render: (delegation: Delegation) => delegation.to_user },
    {
      label: t("delegation.days"),
      render: ({ starts_on: first, ends_on: last }: Delegation) =>
        first === last ? format.date(first) : `${format.date(first)} – ${format.date(last)}`,
    },
    { label: t("delegation.reason"), render: (delegation: Delegation) => delegation.reason },
    {
      label: t("delegation.state"),
      render: (delegation: Delegation) => {
        const state = delegationState(delegation, today);
        return (
          <StatusText isGood={state === "current"}>{t(`delegation.${state}` as const)}</StatusText>
        );
      },
    },
    {
      label: "",
      align: "end" as const,
      render: (delegation: Delegation) =>
        delegation.revoked_at === null && delegation.ends_on >= today && mayEnd(delegation) ? (
          <Group justify="flex-end">
            <Button size="compact-xs" variant="default" onClick={() => onEnd(delegation)}>
              {t("delegation.revoke")}
            </Button>
          </Group>
        ) : null,
    },
  ];
}

function RevokeDialog({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const t = useTranslate();
  const revalidate = useRevalidate(DELEGATIONS);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function revoke() {
    setBusy(true);
    setFailure(null);
    try {
      await revokeDelegation(delegation.id, delegation.version);
      notifications.show({ message: t("delegation.ended-now") });
      await revalidate();
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <ConfirmDialog
      opened
      title={t("delegation.revoke.title")}
      text={t("delegation.revoke.text", { from: delegation.from_user, to: delegation.to_user })}
      confirm={t("delegation.revoke")}
      isDangerous
      busy={busy}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <Failure error={failure} />
    </ConfirmDialog>
  );
}
