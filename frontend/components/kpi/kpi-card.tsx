"use client";

import { HoverCard, Skeleton, Stack, Text, UnstyledButton } from "@mantine/core";
import {
  IconArrowDownRight,
  IconArrowRight,
  IconArrowUpRight,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ConfidenceBadge } from "@/components/badges";
import { Freshness } from "@/components/freshness";
import { ABSENT } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";
import type { Delta } from "./delta";
import classes from "./kpi.module.css";
import { Sparkline } from "./sparkline";

export type KpiCardProps = {
  title: string;
  /** Already written in the reader's language; null when it cannot be known. */
  value: string | null;
  unit?: string;
  /** Why there is no value, in words. */
  reason?: string | null;
  delta?: Delta | null;
  deltaText?: string;
  series: readonly (number | null)[];
  asOf: string | null;
  confidence?: string | null;
  confidenceReasons?: readonly string[];
  definition: ReactNode;
};

export function KpiCard(props: KpiCardProps) {
  const { title, value, unit, reason, series } = props;
  return (
    <article className={classes.card} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <Definition title={title}>{props.definition}</Definition>
      </div>
      <div className={classes.row}>
        <span className={classes.value} data-absent={value === null || undefined}>
          {value ?? ABSENT}
          {value !== null && unit && <span className={classes.unit}>{unit}</span>}
        </span>
        {value !== null && props.delta && (
          <DeltaBadge delta={props.delta} text={props.deltaText ?? ""} />
        )}
      </div>
      {value === null ? (
        <p className={classes.reason}>{reason}</p>
      ) : (
        <div className={classes.spark}>
          <Sparkline values={series} />
        </div>
      )}
      <div className={classes.foot}>
        {(value !== null || props.asOf) && <Freshness at={props.asOf} />}
        {props.confidence && props.confidence !== "HIGH" && (
          <ConfidenceBadge level={props.confidence} reasons={props.confidenceReasons} isShort />
        )}
      </div>
    </article>
  );
}

const DELTA_ICONS = { up: IconArrowUpRight, down: IconArrowDownRight, flat: IconArrowRight };

/** Colour alone would say nothing to many readers: the arrow and a word say it too. */
function DeltaBadge({ delta, text }: { delta: Delta; text: string }) {
  const t = useTranslate();
  const Arrow = DELTA_ICONS[delta.direction];
  return (
    <span className={classes.delta} data-verdict={delta.verdict}>
      <Arrow size={15} stroke={2} aria-hidden="true" />
      <span>{text}</span>
      <span className={classes.hidden}>{t(`kpi.${delta.verdict}`)}</span>
    </span>
  );
}

function Definition({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslate();
  return (
    <HoverCard width={320} shadow="md" position="bottom-end" openDelay={120}>
      <HoverCard.Target>
        <UnstyledButton className={classes.info} aria-label={t("kpi.definition-of", { title })}>
          <IconInfoCircle size={16} stroke={1.6} aria-hidden="true" />
        </UnstyledButton>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Stack gap={6}>
          <Text fw={600} size="sm">
            {title}
          </Text>
          {children}
        </Stack>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

export function KpiCardSkeleton() {
  return (
    <div className={classes.card} aria-hidden="true">
      <Skeleton height={13} width="55%" />
      <Skeleton height={27} width="40%" mt={14} />
      <Skeleton height={30} mt={12} />
      <Skeleton height={10} width="35%" mt={12} />
    </div>
  );
}
