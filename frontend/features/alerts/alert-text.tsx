"use client";

import { Text } from "@mantine/core";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconInfoCircle,
  type Icon,
} from "@tabler/icons-react";
import type { Alert } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { writtenParams } from "@/lib/written";
import classes from "./alerts.module.css";

/** What was found, in the reader's language; an unknown code is left in the API's English. */
export function sentenceOf(alert: Alert, t: Translate, format: Format): string {
  const code = alert.message_code.toLowerCase();
  const params = writtenParams(alert.params, t, format);
  return t.known(`alert-text.${code}`) ? t.code("alert-text", code, params) : alert.message;
}

/** What the alert is about: the item where there is one, else the site. */
export function subjectOf(alert: Alert): string {
  return alert.item_name ?? alert.site_name ?? alert.site_code ?? `#${alert.id}`;
}

const MARKS: Record<string, { icon: Icon; color: string }> = {
  CRITICAL: { icon: IconAlertOctagon, color: "var(--qm-critical)" },
  WARNING: { icon: IconAlertTriangle, color: "var(--qm-warning)" },
};

export function AlertSummary({ alert, onOpen }: { alert: Alert; onOpen: () => void }) {
  const t = useTranslate();
  const format = useFormat();
  const mark = MARKS[alert.level] ?? { icon: IconInfoCircle, color: "var(--qm-muted)" };
  return (
    <div className={classes.summary}>
      <mark.icon
        size={18}
        stroke={1.8}
        color={mark.color}
        aria-label={t.code("level", alert.level)}
      />
      <div>
        <button type="button" className={classes.open} onClick={onOpen}>
          {t.code("alert-type", alert.type)}: {subjectOf(alert)}
        </button>
        <Text size="xs" c="dimmed">
          {sentenceOf(alert, t, format)}
        </Text>
      </div>
    </div>
  );
}
