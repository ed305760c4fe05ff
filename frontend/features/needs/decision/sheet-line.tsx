"use client";

import { Badge, Group, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconEye } from "@tabler/icons-react";
import Link from "next/link";
import { SeverityBadge } from "@/components/badges";
import { Panel } from "@/components/panel";
import type { SheetLine, SheetSource } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { Explained } from "./explained";
import { Competing, Inbound } from "./sheet-others";
import classes from "./sheet.module.css";
import { StockTable } from "./stock-table";
import { timing } from "./timing";

type Props = { line: SheetLine; listId: number; isOpen: boolean };

/** One line of the decision: my side, the giving side, and what else there is. */
export function SheetLinePanel({ line, listId, isOpen }: Props) {
  const t = useTranslate();
  return (
    <Panel title={line.item_name} aside={<Marks line={line} />}>
      <Asked line={line} listId={listId} />
      <div className={classes.line}>
        <div className={classes.part}>
          <h3>{t("decision.my-stock")}</h3>
          <StockTable
            label={`${line.sku}: ${t("decision.my-stock")}`}
            stock={line.stock}
            isOpen={isOpen}
          />
          <Inbound line={line} />
        </div>
        <div className={classes.part}>
          <h3>{t("decision.sources")}</h3>
          <Sources line={line} isOpen={isOpen} />
        </div>
        <div className={classes.part}>
          <h3>{t("decision.competing")}</h3>
          <Competing lists={line.competing} />
        </div>
      </div>
    </Panel>
  );
}

function Marks({ line }: { line: SheetLine }) {
  const t = useTranslate();
  return (
    <Group gap={6}>
      <SeverityBadge severity={line.severity} />
      {line.is_safe ? (
        <Badge
          className="qm-badge"
          color="moss"
          variant="light"
          leftSection={<IconCircleCheck size={13} stroke={2} aria-hidden="true" />}
        >
          {t("decision.safe")}
        </Badge>
      ) : (
        <Badge
          className="qm-badge"
          color="amber"
          variant="light"
          leftSection={<IconEye size={13} stroke={2} aria-hidden="true" />}
        >
          {t("decision.unsafe")}
        </Badge>
      )}
    </Group>
  );
}

function Asked({ line, listId }: Omit<Props, "isOpen">) {
  const t = useTranslate();
  const format = useFormat();
  const amount = (value: string) => `${format.number(value, 2)} ${line.unit}`;
  const doubts = [
    ...line.confidence_reasons.map((code) => t.code("reason", code)),
    ...line.warnings.map((code) => t.code("warning", code)),
    ...(line.value === null ? [t("decision.no-cost")] : []),
  ];
  const adjusted = line.adjusted_quantity !== null &&
    line.adjustment_reason_code !== null && {
      quantity: amount(line.gap_quantity),
      reason:
        line.adjustment_note ?? t.code("adjustment-reason", line.adjustment_reason_code ?? "OTHER"),
    };
  return (
    <Stack gap={2} mb="md">
      <Text size="sm">
        {t("decision.asked")}{" "}
        <Explained
          what={`${line.sku}, ${t("decision.asked")}`}
          lines={[amount(line.quantity)]}
          more={
            <Link href={`/needs-lists/${listId}?line=${line.id}`}>{t("explain.derivation")}</Link>
          }
        >
          <strong className="numeric">{amount(line.quantity)}</strong>
        </Explained>{" "}
        · {line.sku} · {format.money(line.value)}
      </Text>
      {adjusted && (
        <Text size="xs" c="dimmed">
          {t("decision.adjusted-from", adjusted)}
        </Text>
      )}
      {Number(line.unmet_quantity) > 0 && (
        <Text size="xs" c="var(--qm-critical)">
          {t("decision.unmet", { quantity: amount(line.unmet_quantity) })}
        </Text>
      )}
      {!line.is_safe && doubts.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("decision.why-unsafe")}: {doubts.join(" ")}
        </Text>
      )}
    </Stack>
  );
}

function Sources({ line, isOpen }: Omit<Props, "listId">) {
  const t = useTranslate();
  if (line.sources.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("decision.no-source")}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {line.sources.map((source, index) => (
        <li key={index}>
          <Source source={source} line={line} isOpen={isOpen} />
        </li>
      ))}
    </ul>
  );
}

type SourceProps = Omit<Props, "listId"> & { source: SheetSource };

function Source({ source, line, isOpen }: SourceProps) {
  const t = useTranslate();
  const format = useFormat();
  const when = t("decision.arrives", {
    quantity: `${format.number(source.quantity, 2)} ${line.unit}`,
    hours: format.hours(source.lead_time_hours),
  });
  const name = source.name ?? t.code("horizon", source.horizon);
  return (
    <Stack gap={4}>
      <Text size="sm">
        <strong>{name}</strong> · {t.code("horizon", source.horizon)}
      </Text>
      <Text size="sm" className="numeric">
        {when}, {t(timing(source.is_in_time))}
      </Text>
      {source.source_site_id !== null && (
        <StockTable
          label={`${line.sku}: ${t("decision.source-stock", { site: name })}`}
          stock={source.stock}
          isOpen={isOpen}
        />
      )}
    </Stack>
  );
}
