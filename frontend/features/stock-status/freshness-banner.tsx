"use client";

import { Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconChevronDown,
  IconChevronUp,
  IconCircleCheck,
} from "@tabler/icons-react";
import { FreshnessBadge } from "@/components/badges";
import type { ReportingSite, StockFreshness } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useFreshness } from "./queries";
import classes from "./stock-status.module.css";

const ICONS = {
  ALL_FRESH: IconCircleCheck,
  SOME_STALE: IconAlertTriangle,
  CRITICAL_STALE: IconAlertOctagon,
} as const;

/** How far the list can be believed; a failure here leaves the list alone to say what it knows. */
export function FreshnessBanner({ event }: { event: number }) {
  const { data } = useFreshness(event);
  if (!data || data.sites.length === 0) return null;
  return <Banner freshness={data} />;
}

function Banner({ freshness }: { freshness: StockFreshness }) {
  const t = useTranslate();
  const format = useFormat();
  const [isOpen, { toggle }] = useDisclosure(false);
  const Mark = ICONS[freshness.state];
  const phase = t.code("phase", freshness.phase);
  return (
    <section
      className={classes.banner}
      data-state={freshness.state}
      aria-label={t("stock-status.freshness")}
    >
      <Mark size={20} stroke={1.7} aria-hidden="true" />
      <div>
        <Text size="sm" fw={600}>
          {t.code("stock-status.banner", freshness.state)}
        </Text>
        <Text size="sm" c="dimmed">
          {t("stock-status.banner.as-of", { at: format.instant(freshness.as_of), phase })}
          {freshness.stale > 0 && ` ${t.count("stock-status.banner.stale", freshness.stale)}.`}
        </Text>
        <UnstyledButton fz="sm" c="var(--qm-accent)" aria-expanded={isOpen} onClick={toggle}>
          {t("stock-status.banner.sites")}{" "}
          {isOpen ? <IconChevronUp size={13} /> : <IconChevronDown size={13} />}
        </UnstyledButton>
        {isOpen && (
          <ul className={classes.sites}>
            {freshness.sites.map((site) => (
              <li key={site.site_id}>
                <FreshnessBadge level={site.freshness} /> {site.name} · {aboutSite(site, t, format)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function aboutSite(site: ReportingSite, t: Translate, format: Format): string {
  const behind =
    site.hours_behind === null
      ? t("stock-status.banner.never")
      : t("stock-status.banner.behind", { hours: format.hours(site.hours_behind) });
  if (site.critical_items === 0) return behind;
  return `${behind}, ${t.count("stock-status.banner.critical", site.critical_items)}`;
}
