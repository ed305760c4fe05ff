"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import classes from "./page-tabs.module.css";

export type PageTab = { href: string; label: string };

type Props = {
  label: string;
  tabs: readonly PageTab[];
  /** Parameters that hold on every tab, such as the chosen site. */
  keep?: readonly string[];
};

/** Tabs that are pages: each has an address, and loads only what it shows. */
export function PageTabs({ label, tabs, keep = [] }: Props) {
  const pathname = usePathname();
  const params = useSearchParams();
  const kept = new URLSearchParams();
  for (const name of keep) {
    const value = params.get(name);
    if (value) kept.set(name, value);
  }
  const query = kept.toString();
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ href, label: text }) => (
        <Link
          key={href}
          href={query ? `${href}?${query}` : href}
          className={classes.tab}
          aria-current={pathname === href ? "page" : undefined}
          scroll={false}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
