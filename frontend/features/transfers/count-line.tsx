"use client";

import { Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import type { TransferLine } from "@/lib/api/schema-names";
import { toNumber } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { levelOf, receivedOf, type CountedLine } from "./count";
import classes from "./transfers.module.css";
import {
  fits,
  needsReason,
  VARIANCE_REASONS,
  variancePct,
  type CountedLot,
  type VarianceReason,
} from "./variance";

type Props = {
  line: TransferLine;
  counted: CountedLine;
  wasTried: boolean;
  onChange: (counted: CountedLine) => void;
};

export function CountLine({ line, counted, wasTried, onChange }: Props) {
  const setLot = (id: number, part: Partial<CountedLot>) => {
    const before = counted.lots[id] ?? { received: "", damaged: "" };
    onChange({ ...counted, lots: { ...counted.lots, [id]: { ...before, ...part } } });
  };
  return (
    <section className={classes.line} aria-label={line.item_name}>
      <Title order={3}>
        {line.item_name}{" "}
        <Text span size="sm" c="dimmed">
          {line.sku}
        </Text>
      </Title>
      {line.lots.map((lot) => (
        <LotCount
          key={lot.id}
          lot={lot}
          unit={line.unit}
          counted={counted.lots[lot.id] ?? { received: "", damaged: "" }}
          onChange={(part) => setLot(lot.id, part)}
        />
      ))}
      <Difference line={line} counted={counted} wasTried={wasTried} onChange={onChange} />
    </section>
  );
}

type LotProps = {
  lot: TransferLine["lots"][number];
  unit: string;
  counted: CountedLot;
  onChange: (part: Partial<CountedLot>) => void;
};

function LotCount({ lot, unit, counted, onChange }: LotProps) {
  const t = useTranslate();
  const format = useFormat();
  const name = lot.lot_number ?? t("transfer.no-lot");
  return (
    <Group gap="sm" align="flex-start">
      <Stack gap={0} className={classes.lot}>
        <Text size="sm" fw={560}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {t("transfer.sent", { quantity: `${format.number(lot.quantity, 4)} ${unit}` })}
          {lot.expires_on && ` · ${t("transfer.expires", { day: format.date(lot.expires_on) })}`}
        </Text>
      </Stack>
      <TextInput
        w={120}
        inputMode="decimal"
        label={t("transfer.counted")}
        aria-label={`${t("transfer.counted")}: ${name}`}
        value={counted.received}
        error={fits(counted, lot.quantity) ? undefined : t("transfer.counted.wrong")}
        onChange={(event) => onChange({ received: event.currentTarget.value })}
      />
      <TextInput
        w={120}
        inputMode="decimal"
        label={t("transfer.damaged")}
        aria-label={`${t("transfer.damaged")}: ${name}`}
        placeholder="0"
        value={counted.damaged}
        onChange={(event) => onChange({ damaged: event.currentTarget.value })}
      />
    </Group>
  );
}

/** What is missing, what that asks for, and why it is. */
function Difference({ line, counted, wasTried, onChange }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const level = levelOf(line, counted);
  if (level === "NONE") return null;
  const missing = variancePct(toNumber(line.dispatched_quantity) ?? 0, receivedOf(counted));
  const mustSayWhy = needsReason(level);
  return (
    <Stack gap="xs">
      <Text size="sm" role="status" c={mustSayWhy ? "var(--qm-critical)" : undefined}>
        {t("transfer.missing", { share: format.percent(missing / 100, 2) })}{" "}
        {t.code("variance-asks", level)}
      </Text>
      <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
        <Select
          label={t("transfer.reason")}
          required={mustSayWhy}
          clearable={!mustSayWhy}
          data={VARIANCE_REASONS.map((code) => ({
            value: code,
            label: t.code("variance-reason", code),
          }))}
          value={counted.reason}
          error={wasTried && mustSayWhy && !counted.reason ? t("login.required") : undefined}
          onChange={(reason) => onChange({ ...counted, reason: reason as VarianceReason | null })}
        />
        <TextInput
          label={t("transfer.note")}
          maxLength={1000}
          value={counted.note}
          onChange={(event) => onChange({ ...counted, note: event.currentTarget.value })}
        />
      </Group>
    </Stack>
  );
}
