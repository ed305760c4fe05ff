"use client";

import { Text, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { useFormat, useTranslate } from "@/lib/i18n/provider";

/** How old a figure is; the exact moment on hover and focus. */
export function Freshness({ at }: { at: string | null | undefined }) {
  const t = useTranslate();
  const format = useFormat();
  const [now, setNow] = useState<number | null>(null);
  // Server and browser render at different moments; "ago" is only said once the browser knows.
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const every = setInterval(tick, 60_000);
    return () => {
      clearTimeout(first);
      clearInterval(every);
    };
  }, []);
  if (!at) return <Text size="xs">{t("freshness.unknown")}</Text>;
  const exact = at.length > 10 ? format.instant(at) : format.date(at);
  return (
    <Tooltip label={t("freshness.as-of", { at: exact })}>
      <Text size="xs" c="dimmed" component="time" dateTime={at} tabIndex={0}>
        {now === null ? exact : format.age(at, now)}
      </Text>
    </Tooltip>
  );
}
