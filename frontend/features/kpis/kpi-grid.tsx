"use client";

import { Text } from "@mantine/core";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { KpiCard, KpiCardSkeleton } from "@/components/kpi/kpi-card";
import classes from "@/components/kpi/kpi.module.css";
import type { Kpi, KpiDefinition } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { changeText, figureOf, movementOf, said } from "./figures";
import { kpiQuery, type DashboardFilter } from "./filters";
import { useKpiDefinitions, useKpis } from "./queries";

export function KpiGrid({ filter }: { filter: DashboardFilter }) {
  const t = useTranslate();
  const { data, error, mutate } = useKpis(kpiQuery(filter));
  const definitions = useKpiDefinitions().data?.data ?? [];
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (data?.data.length === 0) {
    return <EmptyState title={t("kpi.empty.title")} text={t("kpi.empty.text")} />;
  }
  return (
    <section className={classes.grid} aria-label={t("kpi.region")} aria-busy={!data}>
      {data?.data.map((kpi) => (
        <Card
          key={kpi.slug}
          kpi={kpi}
          definition={definitions.find(({ slug }) => slug === kpi.slug)}
        />
      ))}
      {!data && Array.from({ length: 8 }, (_, index) => <KpiCardSkeleton key={index} />)}
    </section>
  );
}

type CardProps = { kpi: Kpi; definition: KpiDefinition | undefined };

function Card({ kpi, definition }: CardProps) {
  const t = useTranslate();
  const format = useFormat();
  const title = t.code("kpi-title", kpi.slug);
  const figure = kpi.value === null ? null : figureOf(kpi.value, kpi, t, format);
  const delta = movementOf(kpi, definition);
  return (
    <KpiCard
      title={title}
      value={figure?.text ?? null}
      unit={figure?.unit}
      reason={kpi.reason ? t.code("reason", kpi.reason) : t("kpi.no-reason")}
      delta={delta}
      deltaText={delta ? changeText(delta.change, kpi, t, format) : undefined}
      series={kpi.series.map((point) => point.value)}
      asOf={kpi.as_of}
      confidence={kpi.value === null ? null : kpi.confidence}
      confidenceReasons={kpi.confidence_reasons}
      definition={definition && <Definition definition={definition} kpi={kpi} />}
    />
  );
}

function Definition({ definition, kpi }: { definition: KpiDefinition; kpi: Kpi }) {
  const t = useTranslate();
  const format = useFormat();
  const previous = kpi.previous === null ? null : figureOf(kpi.previous, kpi, t, format);
  return (
    <>
      <Text size="sm">{said("kpi-formula", definition.slug, definition.formula, t)}</Text>
      <Text size="xs" c="dimmed">
        {t("kpi.grain", { grain: said("kpi-grain", definition.grain, definition.grain, t) })}
      </Text>
      <Text size="xs" c="dimmed">
        {t.code("kpi.better", kpi.slug === "forecast_bias" ? "zero" : definition.better)}
      </Text>
      {previous && (
        <Text size="xs" c="dimmed">
          {t("kpi.before", { value: [previous.text, previous.unit].filter(Boolean).join(" ") })}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {t("kpi.refreshed", { at: format.instant(kpi.refreshed_at) })}
      </Text>
    </>
  );
}
