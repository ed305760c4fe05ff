"use client";

import { Button, Drawer, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import Link from "next/link";
import { ConfidenceBadge, SeverityBadge } from "@/components/badges";
import { Steps } from "@/components/derivation-steps";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import type { NeedsListDetail, NeedsListLine, NeedsListLineDetail } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { Inputs, Part, Provenance, Reasons } from "./explanation";
import { burn, lasts } from "./line-columns";
import { Ladder } from "./ladder";
import { LineNotes } from "./line-notes";
import { LineReplay } from "./line-replay";
import { useLine, useLineExplanation } from "./queries";

type Props = {
  list: NeedsListDetail;
  lineId: number | undefined;
  /** Undefined where the reader may not change the list now. */
  onAdjust?: (line: NeedsListLine) => void;
  onRemove?: (line: NeedsListLine) => void;
  onClose: () => void;
};

export function LineDrawer({ list, lineId, onAdjust, onRemove, onClose }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useLine(list.id, lineId);
  const shown = data?.id === lineId ? data : undefined;
  return (
    <Drawer
      opened={lineId !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("needs.line")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {error ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !shown && <Skeleton height={320} />}
      {!error && shown && <Body list={list} line={shown} onAdjust={onAdjust} onRemove={onRemove} />}
    </Drawer>
  );
}

type BodyProps = Pick<Props, "list" | "onAdjust" | "onRemove"> & { line: NeedsListLineDetail };

function Body({ list, line, onAdjust, onRemove }: BodyProps) {
  const t = useTranslate();
  const format = useFormat();
  const quantity = (value: string | null) => `${format.number(value, 2)} ${line.unit}`;
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{line.item_name}</Title>
        <Text size="sm">
          <Link href={`/materials/${line.item_id}`}>{line.sku}</Link> · {list.site_name}
        </Text>
      </div>
      <Group gap="xs">
        <SeverityBadge severity={line.severity} />
        <ConfidenceBadge level={line.confidence} reasons={line.confidence_reasons} />
        <Changing line={line} onAdjust={onAdjust} onRemove={onRemove} />
      </Group>
      <Facts
        facts={[
          { label: t("needs.lasts"), value: lasts(line, t, format) },
          { label: t("needs.burn"), value: burn(line, t, format) },
          { label: t("needs.available"), value: quantity(line.available_quantity) },
          { label: t("needs.required"), value: quantity(line.required_quantity) },
          { label: t("needs.gap"), value: quantity(line.gap_quantity) },
          {
            label: t("needs.adjusted-to"),
            value:
              line.adjusted_quantity === null
                ? ABSENT
                : [
                    quantity(line.adjusted_quantity),
                    t.code("adjustment", line.adjustment_reason_code ?? ""),
                    line.adjusted_by,
                    line.adjustment_note,
                  ]
                    .filter(Boolean)
                    .join(" · "),
          },
          { label: t("needs.fulfilled"), value: quantity(line.fulfilled_quantity) },
        ]}
      />
      {line.warnings.length > 0 && (
        <Part title={t("needs.warnings")}>
          <Reasons codes={line.warnings} prefix="needs-warning" />
        </Part>
      )}
      <Part title={t("needs.ladder")}>
        <Ladder parts={line.allocations} unit={line.unit} />
      </Part>
      <LineNotes list={list} line={line} />
      <Derivation listId={list.id} line={line} />
    </Stack>
  );
}

type ChangingProps = Pick<BodyProps, "line" | "onAdjust" | "onRemove">;

function Changing({ line, onAdjust, onRemove }: ChangingProps) {
  const t = useTranslate();
  return (
    <>
      {onAdjust && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={15} stroke={1.7} aria-hidden="true" />}
          onClick={() => onAdjust(line)}
        >
          {t("needs.adjust")}
        </Button>
      )}
      {onRemove && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={15} stroke={1.7} aria-hidden="true" />}
          onClick={() => onRemove(line)}
        >
          {t("needs.remove")}
        </Button>
      )}
    </>
  );
}

function Derivation({ listId, line }: { listId: number; line: NeedsListLineDetail }) {
  const t = useTranslate();
  const { data, error, mutate } = useLineExplanation(listId, line.id);
  if (error) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={200} />;
  return (
    <>
      <Part title={t("needs.steps")}>
        <Steps steps={data.steps} />
      </Part>
      <Part title={t("needs.inputs")}>
        <Inputs inputs={data.inputs} />
      </Part>
      <Provenance explanation={data} />
      <LineReplay listId={listId} lineId={line.id} />
    </>
  );
}
