"use client";

import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBuildingWarehouse,
  IconChartDots,
  IconClipboardList,
  IconClipboardText,
  IconDatabaseImport,
  IconFlag,
  IconGift,
  IconHistory,
  IconPencilCheck,
  IconLayoutDashboard,
  IconListCheck,
  IconPackages,
  IconShoppingCart,
  IconTruckDelivery,
  IconUsersGroup,
  type Icon,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslate } from "@/lib/i18n/provider";
import { isCurrent, type NavigationPage, type PageName } from "@/lib/navigation";
import classes from "./shell.module.css";

const ICONS: Record<PageName, Icon> = {
  dashboard: IconLayoutDashboard,
  materials: IconPackages,
  suppliers: IconTruckDelivery,
  orders: IconClipboardList,
  accuracy: IconChartDots,
  alerts: IconAlertTriangle,
  recommendations: IconListCheck,
  "stock-status": IconBuildingWarehouse,
  "needs-lists": IconClipboardText,
  transfers: IconArrowsExchange,
  donations: IconGift,
  procurement: IconShoppingCart,
  events: IconFlag,
  overrides: IconPencilCheck,
  replay: IconHistory,
  imports: IconDatabaseImport,
  administration: IconUsersGroup,
};

type Props = { pages: NavigationPage[]; onNavigate: () => void };

export function Navigation({ pages, onNavigate }: Props) {
  const t = useTranslate();
  const groups = [...new Set(pages.map((page) => page.group))];
  return (
    <nav aria-label={t("nav.label")} className={classes.nav}>
      {groups.map((group) => (
        <div key={group} role="group" aria-label={t(group)}>
          <div className={classes.group}>{t(group)}</div>
          {pages
            .filter((page) => page.group === group)
            .map((page) => (
              <NavigationLink key={page.name} page={page} onNavigate={onNavigate} />
            ))}
        </div>
      ))}
    </nav>
  );
}

function NavigationLink({ page, onNavigate }: { page: NavigationPage; onNavigate: () => void }) {
  const t = useTranslate();
  const current = isCurrent(page.href, usePathname());
  const PageIcon = ICONS[page.name];
  return (
    <Link
      href={page.href}
      className={classes.link}
      aria-current={current ? "page" : undefined}
      onClick={onNavigate}
    >
      <PageIcon size={18} stroke={1.6} aria-hidden="true" />
      {t(page.label)}
    </Link>
  );
}
