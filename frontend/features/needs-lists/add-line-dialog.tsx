"use client";

import { Checkbox, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { AdjustForm, isCompleteAdjustment, NO_ADJUSTMENT } from "./adjust-form";
import { addLine, NEEDS_LISTS, useItemSearch } from "./queries";

type Props = { listId: number; onClose: () => void };

export function AddLineDialog({ listId, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 250);
  const found = useItemSearch(asked).data?.data ?? [];
  const [itemId, setItemId] = useState<string | null>(null);
  const [isOwn, setIsOwn] = useState(true);
  const [value, setValue] = useState(NO_ADJUSTMENT);
  const [isTried, setIsTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function add() {
    setIsTried(true);
    if (itemId === null || (isOwn && !isCompleteAdjustment(value))) return;
    setBusy(true);
    setFailure(null);
    const own = isOwn
      ? { quantity: value.quantity, reason_code: value.reason, note: value.note.trim() || null }
      : { quantity: null, reason_code: null, note: null };
    try {
      const line = await addLine(listId, { item_id: Number(itemId), ...own });
      notifications.show({ message: t("needs.added", { item: line.item_name }) });
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
      title={t("needs.add-line")}
      confirm={t("needs.add-line")}
      busy={busy}
      onConfirm={() => void add()}
      onClose={onClose}
    >
      <Select
        label={t("needs.item")}
        placeholder={t("needs.item.search")}
        searchable
        data={found.map(({ id, sku, name }) => ({ value: String(id), label: `${name} (${sku})` }))}
        filter={({ options }) => options}
        searchValue={search}
        onSearchChange={setSearch}
        value={itemId}
        error={isTried && itemId === null ? t("needs.adjust.missing") : undefined}
        onChange={setItemId}
      />
      <Checkbox
        label={t("needs.add-line.own")}
        checked={isOwn}
        onChange={(event) => setIsOwn(event.currentTarget.checked)}
      />
      {isOwn && <AdjustForm value={value} isTried={isTried} onChange={setValue} />}
      <Failure error={failure} />
    </ConfirmDialog>
  );
}
