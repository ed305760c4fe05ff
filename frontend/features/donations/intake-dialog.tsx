"use client";

import { Button, Fieldset, Group, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { AmountInput } from "@/components/amount-input";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import type { DonationDetail, DonationLine } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { today } from "@/lib/dates";
import { fromUnits } from "@/lib/decimal";
import { newKey } from "@/lib/idempotency";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useDeed } from "@/lib/use-deed";
import { arrivedAt, countOf, linesToSend, troubleOf, usableOf, type Count } from "./intake-form";
import { createIntake, DONATIONS } from "./queries";

type Props = { donation: DonationDetail; sites: readonly Option[]; onClose: () => void };

/** Where the first promise waits, or else where the donor sends it. */
function likelySite({ allocations, site_id }: DonationDetail): string | null {
  const promised = allocations.find(({ status }) => status === "HELD")?.site_id ?? site_id;
  return promised?.toString() ?? null;
}

export function IntakeDialog({ donation, sites, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(DONATIONS);
  const deed = useDeed();
  const [key] = useState(newKey);
  const [site, setSite] = useState(() => likelySite(donation));
  const [day, setDay] = useState<string | null>(today());
  const [counts, setCounts] = useState(() => donation.lines.map((line) => countOf(line, line.id)));
  const [notes, setNotes] = useState("");
  const [isChecked, setChecked] = useState(false);
  const trouble = troubleOf(counts, site);

  async function save() {
    setChecked(true);
    if (trouble !== null) return;
    const isDone = await deed.run(async () => {
      const draft = {
        site_id: Number(site),
        arrived_at: arrivedAt(day ?? today(), new Date()),
        notes: notes.trim() || null,
        lines: linesToSend(counts),
      };
      const made = await createIntake(donation.id, draft, key);
      notifications.show({ message: t("intake.done.create", { number: made.intake_no }) });
    });
    await revalidate();
    if (isDone) onClose();
  }

  return (
    <ConfirmDialog
      opened
      size="xl"
      title={t("intake.new")}
      text={t("intake.new.text")}
      confirm={t("intake.create")}
      busy={deed.busy}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <Select
            label={t("intake.site")}
            data={[...sites]}
            value={site}
            searchable
            onChange={setSite}
            style={{ flex: "1 1 14rem" }}
          />
          <DayInput label={t("intake.arrived")} width={160} value={day} onChange={setDay} />
        </Group>
        {donation.lines.map((line) => (
          <LineCounts key={line.id} line={line} counts={counts} onChange={setCounts} />
        ))}
        <Textarea
          label={t("intake.notes")}
          autosize
          minRows={2}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <Failure
          text={isChecked && trouble ? t(`intake.trouble.${trouble}`) : null}
          error={deed.error}
        />
      </Stack>
    </ConfirmDialog>
  );
}

type LineProps = {
  line: DonationLine;
  counts: readonly Count[];
  onChange: (counts: Count[]) => void;
};

/** One donated item: what came of it lot by lot, and how much of that is usable. */
function LineCounts({ line, counts, onChange }: LineProps) {
  const t = useTranslate();
  const format = useFormat();
  const own = counts.filter((count) => count.line.id === line.id);
  const usable = own.reduce((sum, count) => sum + usableOf(count), 0n);
  const next = Math.max(...counts.map(({ key }) => key)) + 1;
  return (
    <Fieldset legend={`${line.item_name} (${line.sku})`}>
      <Stack gap="xs">
        {line.is_perishable && (
          <Text size="xs" c="dimmed">
            {t("intake.perishable")}
          </Text>
        )}
        {own.map((count) => (
          <CountInputs
            key={count.key}
            count={count}
            onChange={(changed) =>
              onChange(counts.map((each) => (each.key === changed.key ? changed : each)))
            }
          />
        ))}
        <Group justify="space-between" gap="xs">
          <Text size="xs" c={usable < 0n ? "var(--qm-critical)" : "dimmed"}>
            {t("intake.variance", {
              usable: format.number(fromUnits(usable), 4),
              given: format.number(line.quantity, 4),
            })}
          </Text>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={13} aria-hidden="true" />}
            onClick={() => onChange([...counts, countOf(line, next)])}
          >
            {t("lines.another-lot")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function CountInputs({ count, onChange }: { count: Count; onChange: (count: Count) => void }) {
  const t = useTranslate();
  const amount = (label: string, name: "counted" | "defective" | "expired") => (
    <AmountInput
      label={label}
      value={count[name]}
      width={100}
      onChange={(value) => onChange({ ...count, [name]: value })}
    />
  );
  return (
    <Group gap="xs" align="flex-end">
      {amount(t("intake.counted"), "counted")}
      {amount(t("intake.defective"), "defective")}
      {amount(t("intake.expired"), "expired")}
      <TextInput
        label={t("intake.lot")}
        w={130}
        value={count.lot}
        onChange={(event) => onChange({ ...count, lot: event.currentTarget.value })}
      />
      <DayInput
        label={t("intake.expires")}
        width={150}
        value={count.expires}
        onChange={(expires) => onChange({ ...count, expires })}
      />
    </Group>
  );
}
