"use client";

import { ActionIcon, Button, Fieldset, Group, Select, Stack, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useItemOptions } from "@/lib/api/item-options";
import { useTranslate } from "@/lib/i18n/provider";
import { AmountInput } from "./amount-input";

/** One line of a document that is being written. `label` names an item chosen earlier. */
export type ItemLine = {
  key: number;
  item: string | null;
  label: string;
  quantity: string;
  price: string;
  isFixed: boolean;
};

export function emptyLine(key: number): ItemLine {
  return { key, item: null, label: "", quantity: "", price: "", isFixed: false };
}

type Props = {
  lines: readonly ItemLine[];
  hasPrice: boolean;
  onChange: (lines: ItemLine[]) => void;
};

/** The lines of a document: what, how much, and where it is bought at what price. */
export function ItemLines({ lines, hasPrice, onChange }: Props) {
  const t = useTranslate();
  const next = Math.max(0, ...lines.map(({ key }) => key)) + 1;
  return (
    <Fieldset legend={t("lines.title")} variant="unstyled">
      <Stack gap="xs">
        {lines.map((line, index) => (
          <Line
            key={line.key}
            line={line}
            number={index + 1}
            hasPrice={hasPrice}
            onChange={(changed) =>
              onChange(lines.map((each) => (each.key === changed.key ? changed : each)))
            }
            onRemove={
              lines.length > 1 && !line.isFixed
                ? () => onChange(lines.filter(({ key }) => key !== line.key))
                : null
            }
          />
        ))}
        <Button
          variant="subtle"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange([...lines, emptyLine(next)])}
        >
          {t("lines.add")}
        </Button>
      </Stack>
    </Fieldset>
  );
}

type LineProps = {
  line: ItemLine;
  number: number;
  hasPrice: boolean;
  onChange: (line: ItemLine) => void;
  onRemove: (() => void) | null;
};

function Line({ line, number, hasPrice, onChange, onRemove }: LineProps) {
  const t = useTranslate();
  const [typed, setTyped] = useState("");
  const [settled] = useDebouncedValue(typed, 200);
  const found = useItemOptions(settled === line.label ? "" : settled);
  const chosen = line.item === null ? [] : [{ value: line.item, label: line.label }];
  const options = [...chosen, ...found.filter(({ value }) => value !== line.item)];
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label={t("lines.number", { number })}>
      <Select
        label={t("lines.item")}
        placeholder={t("lines.item.hint")}
        data={options}
        value={line.item}
        disabled={line.isFixed}
        searchable
        // The server has searched already, also by words that the label does not show.
        filter={({ options: all }) => all}
        onSearchChange={setTyped}
        onChange={(item, option) => onChange({ ...line, item, label: option?.label ?? "" })}
        style={{ flex: "1 1 14rem" }}
      />
      <AmountInput
        label={t("lines.quantity")}
        value={line.quantity}
        width={110}
        onChange={(quantity) => onChange({ ...line, quantity })}
      />
      {hasPrice && (
        <AmountInput
          label={t("lines.price")}
          value={line.price}
          width={110}
          onChange={(price) => onChange({ ...line, price })}
        />
      )}
      {onRemove && (
        <Tooltip label={t("lines.remove")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t("lines.remove.number", { number })}
            onClick={onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
