"use client";

import { Badge, Group } from "@mantine/core";
import { IconCircleCheck, IconEye } from "@tabler/icons-react";
import { SeverityBadge } from "@/components/badges";
import { Panel } from "@/components/panel";
import type { SheetLine } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { Asked } from "./asked";
import { Competing, Inbound } from "./sheet-others";
import { Sources } from "./sheet-sources";
import classes from "./sheet.module.css";
import { StockTable } from "./stock-table";

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
          <Competing line={line} />
        </div>
      </div>
    </Panel>
  );
}

function Marks({ line }: { line: SheetLine }) {
  const t = useTranslate();
  const [color, Mark] = line.is_safe
    ? (["moss", IconCircleCheck] as const)
    : (["amber", IconEye] as const);
  return (
    <Group gap={6}>
      <SeverityBadge severity={line.severity} />
      <Badge
        className="qm-badge"
        color={color}
        variant="light"
        leftSection={<Mark size={13} stroke={2} aria-hidden="true" />}
      >
        {t(line.is_safe ? "decision.safe" : "decision.unsafe")}
      </Badge>
    </Group>
  );
}
