import type { MessageKey } from "@/lib/i18n/messages";

export type PageName =
  | "dashboard"
  | "materials"
  | "suppliers"
  | "orders"
  | "accuracy"
  | "alerts"
  | "recommendations"
  | "stock-status"
  | "needs-lists"
  | "transfers"
  | "donations"
  | "procurement"
  | "events"
  | "overrides"
  | "replay"
  | "imports"
  | "administration";

export type NavigationPage = {
  name: PageName;
  href: string;
  label: MessageKey;
  group: MessageKey;
  permission: string;
};

/** The pages of the rail and of the command palette, in the order of both. */
export const PAGES: readonly NavigationPage[] = [
  {
    name: "dashboard",
    href: "/",
    label: "nav.dashboard",
    group: "nav.group.watch",
    permission: "kpis:kpi:read",
  },
  {
    name: "materials",
    href: "/materials",
    label: "nav.materials",
    group: "nav.group.watch",
    permission: "catalogue:item:read",
  },
  {
    name: "suppliers",
    href: "/suppliers",
    label: "nav.suppliers",
    group: "nav.group.watch",
    permission: "suppliers:supplier:read",
  },
  {
    name: "orders",
    href: "/orders",
    label: "nav.orders",
    group: "nav.group.watch",
    permission: "procurement:order:read",
  },
  {
    name: "accuracy",
    href: "/accuracy",
    label: "nav.accuracy",
    group: "nav.group.watch",
    permission: "demand:forecast:read",
  },
  {
    name: "alerts",
    href: "/alerts",
    label: "nav.alerts",
    group: "nav.group.act",
    permission: "alerts:alert:read",
  },
  {
    name: "recommendations",
    href: "/recommendations",
    label: "nav.recommendations",
    group: "nav.group.act",
    permission: "recommendations:recommendation:read",
  },
  {
    name: "overrides",
    href: "/overrides",
    label: "nav.overrides",
    group: "nav.group.act",
    permission: "planning:policy:read",
  },
  {
    name: "replay",
    href: "/replay",
    label: "nav.replay",
    group: "nav.group.act",
    permission: "planning:policy:read",
  },
  {
    name: "stock-status",
    href: "/stock-status",
    label: "nav.stock-status",
    group: "nav.group.respond",
    permission: "needs:stock_status:read",
  },
  {
    name: "needs-lists",
    href: "/needs-lists",
    label: "nav.needs-lists",
    group: "nav.group.respond",
    permission: "needs:list:read",
  },
  {
    name: "transfers",
    href: "/transfers",
    label: "nav.transfers",
    group: "nav.group.respond",
    permission: "execution:transfer:read",
  },
  {
    name: "donations",
    href: "/donations",
    label: "nav.donations",
    group: "nav.group.respond",
    permission: "execution:donation:read",
  },
  {
    name: "procurement",
    href: "/procurement",
    label: "nav.procurement",
    group: "nav.group.respond",
    permission: "procurement:procurement:read",
  },
  {
    name: "events",
    href: "/events",
    label: "nav.events",
    group: "nav.group.respond",
    permission: "needs:event:read",
  },
  {
    name: "imports",
    href: "/imports",
    label: "nav.imports",
    group: "nav.group.run",
    permission: "jobs:import:read",
  },
  {
    name: "administration",
    href: "/administration",
    label: "nav.administration",
    group: "nav.group.run",
    permission: "access:user:read",
  },
];

export function pagesFor(permissions: readonly string[]): NavigationPage[] {
  return PAGES.filter((page) => permissions.includes(page.permission));
}

export function isCurrent(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
