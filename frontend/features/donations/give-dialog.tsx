"use client";

import { Loader, Select, Stack, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { AmountInput } from "@/components/amount-input";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { DonationDetail, DonationOption } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import type { Format } from "@/lib/format";
import { newKey } from "@/lib/idempotency";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useDeed } from "@/lib/use-deed";
import { keyOf, mostOf, troubleOf, type Trouble } from "./giving";
import { DONATIONS, giveDonation, useDonationOptions } from "./queries";

/** What somebody typed; it outlives a failed save. */
type Gift = { chosen: string | null; quantity: string; reason: string };

type Props = { donation: DonationDetail; onClose: () => void };

/** Promise part of a gift to a line of an approved list, because a person says why. */
export function GiveDialog({ donation, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(DONATIONS);
  const deed = useDeed();
  const [key] = useState(newKey);
  const { data, error } = useDonationOptions(donation.id);
  const [gift, setGift] = useState<Gift>({ chosen: null, quantity: "", reason: "" });
  const [isChecked, setChecked] = useState(false);
  const options = data?.data ?? [];
  const option = options.find((each) => keyOf(each) === gift.chosen);
  const trouble = troubleOf(option, gift.quantity, gift.reason);

  async function give() {
    setChecked(true);
    if (option === undefined || trouble !== null) return;
    const isDone = await deed.run(() =>
      giveDonation(donation.id, donation.version, key, {
        donation_item_id: option.donation_item_id,
        needs_list_item_id: option.id,
        quantity: gift.quantity,
        reason: gift.reason.trim(),
      }),
    );
    await revalidate();
    if (!isDone) return;
    notifications.show({ message: t("donation.given-to", { number: option.needs_list_no }) });
    onClose();
  }

  const nobody = data !== undefined && options.length === 0;
  return (
    <ConfirmDialog
      opened
      size="lg"
      title={t("donation.give")}
      text={t("donation.give.text")}
      confirm={t("donation.give")}
      busy={deed.busy}
      onConfirm={() => void give()}
      onClose={onClose}
    >
      <Stack gap="sm">
        {donation.restriction && (
          <Text size="sm">{t("donation.give.restricted", { to: donation.restriction })}</Text>
        )}
        {!data && !error && <Loader size="sm" />}
        {nobody && <Text size="sm">{t("donation.give.nobody")}</Text>}
        {options.length > 0 && (
          <GiftFields
            options={options}
            gift={gift}
            trouble={isChecked ? trouble : null}
            onChange={setGift}
          />
        )}
        <Failure error={error ?? deed.error} />
      </Stack>
    </ConfirmDialog>
  );
}

type FieldsProps = {
  options: readonly DonationOption[];
  gift: Gift;
  trouble: Trouble | null;
  onChange: (gift: Gift) => void;
};

function GiftFields({ options, gift, trouble, onChange }: FieldsProps) {
  const t = useTranslate();
  const format = useFormat();
  const option = options.find((each) => keyOf(each) === gift.chosen);
  const missing = (of: Trouble) => (trouble === of ? t("login.required") : null);

  function choose(chosen: string | null) {
    const found = options.find((each) => keyOf(each) === chosen);
    onChange({ ...gift, chosen, quantity: found ? mostOf(found) : "" });
  }

  return (
    <>
      <Select
        label={t("donation.give.line")}
        data={options.map((each) => ({ value: keyOf(each), label: labelOf(each, t, format) }))}
        value={gift.chosen}
        searchable
        error={missing("line")}
        onChange={choose}
      />
      <AmountInput
        label={t("donation.allocation.quantity")}
        description={option && leftOf(option, t, format)}
        value={gift.quantity}
        suffix={option && ` ${option.unit}`}
        error={trouble === "too-much" ? t("donation.give.too-much") : missing("quantity")}
        onChange={(quantity) => onChange({ ...gift, quantity })}
      />
      <Textarea
        label={t("donation.reason")}
        description={t("donation.give.reason")}
        autosize
        minRows={2}
        value={gift.reason}
        error={missing("reason")}
        onChange={(event) => onChange({ ...gift, reason: event.currentTarget.value })}
      />
    </>
  );
}

function labelOf(option: DonationOption, t: Translate, format: Format): string {
  return t("donation.give.option", {
    list: option.needs_list_no,
    site: option.site_name,
    item: option.item_name,
    quantity: `${format.number(option.open_quantity, 2)} ${option.unit}`,
  });
}

function leftOf(option: DonationOption, t: Translate, format: Format): string {
  return t("donation.give.left", {
    lacking: format.number(option.open_quantity, 4),
    left: format.number(option.free_quantity, 4),
    unit: option.unit,
  });
}
