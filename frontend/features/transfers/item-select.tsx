"use client";

import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslate } from "@/lib/i18n/provider";
import { useItemSearch } from "./queries";

export type ChosenItem = { id: number; label: string };

type Props = {
  chosen: ChosenItem | null;
  error: string | undefined;
  onChoose: (item: ChosenItem | null) => void;
};

/** Any item, found by a part of its number or name. */
export function ItemSelect({ chosen, error, onChoose }: Props) {
  const t = useTranslate();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed, 250);
  // Once chosen, the box holds the whole name, which is nothing to search for.
  const { data } = useItemSearch(asked === chosen?.label ? "" : asked);
  const found = (data?.data ?? []).map((item) => ({
    value: String(item.id),
    label: `${item.sku} · ${item.name}`,
  }));
  const isListed = found.some(({ value }) => value === String(chosen?.id));
  const own = chosen && !isListed ? [{ value: String(chosen.id), label: chosen.label }] : [];
  return (
    <Select
      label={t("transfer.item")}
      searchable
      data={[...own, ...found]}
      filter={({ options }) => options}
      nothingFoundMessage={t("empty.title")}
      searchValue={typed}
      onSearchChange={setTyped}
      value={chosen ? String(chosen.id) : null}
      error={error}
      onChange={(_, option) =>
        onChoose(option ? { id: Number(option.value), label: option.label } : null)
      }
    />
  );
}
