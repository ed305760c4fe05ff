import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { ConfidenceBadge, SeverityBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { WithNote } from "@/components/with-note";
import type { NeedsListLine } from "@/lib/api/schema-names";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { Horizons } from "./figures";

export type LineHandlers = {
  onOpen: (id: number) => void;
  /** Undefined where the reader may not change the list now. */
  onAdjust?: (line: NeedsListLine) => void;
  onRemove?: (line: NeedsListLine) => void;
};

export function lineColumns(
  t: Translate,
  format: Format,
  on: LineHandlers,
): Column<NeedsListLine>[] {
  return [
    {
      key: "item",
      label: t("needs.item"),
      sort: "sku",
      isTitle: true,
      render: (line) => (
        <UnstyledButton onClick={() => on.onOpen(line.id)}>
          <Text span inherit fw={560} td="underline">
            {line.item_name}
          </Text>
          <Text size="xs" c="dimmed">
            {line.sku}
          </Text>
        </UnstyledButton>
      ),
    },
    {
      key: "severity",
      label: t("needs.severity"),
      sort: "time_to_stockout_hours",
      render: (line) => <SeverityBadge severity={line.severity} />,
    },
    ...stockColumns(t, format),
    {
      key: "quantity",
      label: t("needs.asked"),
      sort: "quantity",
      align: "end",
      render: (line) => <Asked line={line} t={t} format={format} on={on} />,
    },
    {
      key: "sources",
      label: t("needs.sources"),
      render: (line) => <Horizons line={line} format={format} />,
    },
    ...resultColumns(t, format),
    ...removeColumn(t, on),
  ];
}

function stockColumns(t: Translate, format: Format): Column<NeedsListLine>[] {
  return [
    {
      key: "lasts",
      label: t("needs.lasts"),
      sort: "time_to_stockout_hours",
      align: "end",
      render: (line) => lasts(line, t, format),
    },
    {
      key: "burn",
      label: t("needs.burn"),
      sort: "burn_rate",
      align: "end",
      render: (line) => burn(line, t, format),
    },
    {
      key: "available",
      label: t("needs.available"),
      sort: "available_quantity",
      align: "end",
      render: (line) => format.number(line.available_quantity, 2),
    },
    {
      key: "required",
      label: t("needs.required"),
      sort: "required_quantity",
      align: "end",
      isOptional: true,
      render: (line) => format.number(line.required_quantity, 2),
    },
    {
      key: "gap",
      label: t("needs.gap"),
      sort: "gap_quantity",
      align: "end",
      render: (line) => format.number(line.gap_quantity, 2),
    },
  ];
}

function resultColumns(t: Translate, format: Format): Column<NeedsListLine>[] {
  return [
    {
      key: "unmet",
      label: t("needs.unmet"),
      sort: "unmet_quantity",
      align: "end",
      render: (line) =>
        toNumber(line.unmet_quantity) ? format.number(line.unmet_quantity, 2) : ABSENT,
    },
    {
      key: "value",
      label: t("needs.value"),
      sort: "estimated_value",
      align: "end",
      render: (line) => format.money(line.estimated_value),
    },
    {
      key: "confidence",
      label: t("needs.confidence"),
      sort: "confidence",
      render: (line) => (
        <ConfidenceBadge level={line.confidence} reasons={line.confidence_reasons} isShort />
      ),
    },
    {
      key: "fulfilled",
      label: t("needs.fulfilled"),
      sort: "fulfilled_quantity",
      align: "end",
      isOptional: true,
      render: (line) => format.number(line.fulfilled_quantity, 2),
    },
  ];
}

function removeColumn(t: Translate, { onRemove }: LineHandlers): Column<NeedsListLine>[] {
  if (!onRemove) return [];
  return [
    {
      key: "remove",
      label: "",
      align: "end",
      render: (line) => (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={t("needs.remove.of", { item: line.item_name })}
          onClick={() => onRemove(line)}
        >
          <IconTrash size={15} stroke={1.7} aria-hidden="true" />
        </Button>
      ),
    },
  ];
}

type Lasting = Pick<
  NeedsListLine,
  "time_to_stockout_hours" | "time_to_stockout_with_inbound_hours"
>;

/** From what is there alone; with what is on its way, in small print. */
export function lasts(line: Lasting, t: Translate, format: Format) {
  const { time_to_stockout_hours: alone, time_to_stockout_with_inbound_hours: inbound } = line;
  return (
    <WithNote
      note={
        inbound !== null && inbound !== alone
          ? t("needs.with-inbound", { hours: format.hours(inbound) })
          : null
      }
    >
      {format.hours(alone)}
    </WithNote>
  );
}

type Burning = Pick<NeedsListLine, "burn_rate" | "burn_rate_source" | "unit">;

export function burn(line: Burning, t: Translate, format: Format): string {
  if (line.burn_rate === null) return t("needs.burn.unknown");
  if (line.burn_rate_source === "NO_DEMAND") return t("needs.burn.none");
  const isEstimated = line.burn_rate_source === "BASELINE" || line.burn_rate_source === "CATEGORY";
  return t(isEstimated ? "needs.burn.estimated" : "needs.burn.rate", {
    rate: format.rate(line.burn_rate),
    unit: line.unit,
  });
}

type AskedProps = { line: NeedsListLine; t: Translate; format: Format; on: LineHandlers };

function Asked({ line, t, format, on }: AskedProps) {
  const { onAdjust } = on;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <WithNote
        note={
          line.adjustment_reason_code ? t.code("adjustment", line.adjustment_reason_code) : null
        }
      >
        <Text
          span
          inherit
          fw={line.adjusted_quantity === null ? undefined : 650}
          style={{ whiteSpace: "nowrap" }}
        >
          {format.number(line.quantity, 2)} {line.unit}
        </Text>
      </WithNote>
      {onAdjust && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t("needs.adjust.of", { item: line.item_name })}
          onClick={() => onAdjust(line)}
        >
          <IconPencil size={15} stroke={1.7} aria-hidden="true" />
        </Button>
      )}
    </Group>
  );
}
