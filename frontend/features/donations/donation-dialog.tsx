"use client";

import { Select, Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { EventSelect } from "@/components/event-select";
import { Failure } from "@/components/failure";
import { ItemLines } from "@/components/item-lines";
import type { DonationDetail } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useDeed } from "@/lib/use-deed";
import { isComplete, laterChange, toSend, valuesOf, type DonationValues } from "./donation-form";
import { changeDonation, createDonation, DONATIONS } from "./queries";

type Props = { donation: DonationDetail | null; sites: readonly Option[]; onClose: () => void };

/** Enter a pledge, or change one. */
export function DonationDialog({ donation, sites, onClose }: Props) {
  const t = useTranslate();
  const router = useRouter();
  const revalidate = useRevalidate(DONATIONS);
  const deed = useDeed();
  const [key] = useState(newKey);
  const [values, setValues] = useState(() => valuesOf(donation));
  const [isChecked, setChecked] = useState(false);
  const isPledge = donation === null || donation.status === "ENTERED";

  async function save() {
    setChecked(true);
    if (!isComplete(values)) return;
    await deed.run(async () => {
      if (donation === null) {
        const made = await createDonation(toSend(values), key);
        router.push(`/donations/${made.id}`);
      } else {
        const change = isPledge ? toSend(values) : laterChange(values);
        await changeDonation(donation.id, donation.version, change);
        notifications.show({ message: t("donation.saved", { number: donation.donation_no }) });
      }
      await revalidate();
      onClose();
    });
  }

  return (
    <ConfirmDialog
      opened
      size="xl"
      title={t(donation === null ? "donation.new" : "donation.edit")}
      text={donation === null ? t("donation.new.text") : undefined}
      confirm={t(donation === null ? "donation.create" : "common.save")}
      busy={deed.busy}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Stack gap="sm">
        {isPledge && (
          <PledgeFields
            values={values}
            event={eventOf(donation)}
            sites={sites}
            isChecked={isChecked}
            onChange={setValues}
          />
        )}
        <DayInput
          label={t("donation.expected")}
          value={values.day}
          onChange={(day) => setValues({ ...values, day })}
        />
        <Textarea
          label={t("donation.notes")}
          autosize
          minRows={2}
          value={values.notes}
          onChange={(event) => setValues({ ...values, notes: event.currentTarget.value })}
        />
        <Failure
          text={isChecked && !isComplete(values) ? t("lines.incomplete") : null}
          error={deed.error}
        />
      </Stack>
    </ConfirmDialog>
  );
}

/** The event that a pledge names already, which may have ended since. */
function eventOf(donation: DonationDetail | null): Option | undefined {
  if (!donation?.event_id) return undefined;
  return { value: String(donation.event_id), label: donation.event_name ?? "" };
}

type FieldsProps = {
  values: DonationValues;
  event: Option | undefined;
  sites: readonly Option[];
  isChecked: boolean;
  onChange: (values: DonationValues) => void;
};

function PledgeFields({ values, event, sites, isChecked, onChange }: FieldsProps) {
  const t = useTranslate();
  const set = (part: Partial<DonationValues>) => onChange({ ...values, ...part });
  return (
    <>
      <TextInput
        label={t("donation.donor")}
        value={values.donor}
        error={isChecked && !values.donor.trim() ? t("login.required") : null}
        onChange={(event) => set({ donor: event.currentTarget.value })}
      />
      <Select
        label={t("donation.site")}
        description={t("donation.site.hint")}
        data={[...sites]}
        value={values.site}
        searchable
        clearable
        onChange={(site) => set({ site })}
      />
      <EventSelect
        value={values.event}
        current={event}
        onChange={(chosen) => set({ event: chosen })}
      />
      <TextInput
        label={t("donation.restriction")}
        description={t("donation.restriction.hint")}
        value={values.restriction}
        onChange={(event) => set({ restriction: event.currentTarget.value })}
      />
      <ItemLines lines={values.lines} hasPrice={false} onChange={(lines) => set({ lines })} />
    </>
  );
}
