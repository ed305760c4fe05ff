"use client";

import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import Link from "next/link";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/brand-mark";
import { useTranslate } from "@/lib/i18n/provider";
import type { NavigationPage } from "@/lib/navigation";
import { DemoBadge } from "./demo-badge";
import { Navigation } from "./navigation";
import classes from "./shell.module.css";

type Props = {
  pages: NavigationPage[];
  organisation: string;
  isDemo: boolean;
  search: ReactNode;
  controls: ReactNode;
  children: ReactNode;
};

/**
 * The page stands beside the frame, not in it: what the frame settles about itself right after
 * mounting would reach the whole page, which the browser would then wake in one long task.
 */
export function AppFrame({ pages, organisation, isDemo, search, controls, children }: Props) {
  const t = useTranslate();
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <>
      <AppShell
        layout="alt"
        header={{ height: 52 }}
        navbar={{ width: 212, breakpoint: "sm", collapsed: { mobile: !opened } }}
      >
        <a href="#content" className="skip-link">
          {t("nav.skip")}
        </a>
        <AppShell.Navbar className={classes.rail} withBorder={false}>
          <Group justify="space-between" pe="sm" wrap="nowrap">
            <Link href="/" className={classes.brand} onClick={close}>
              <BrandMark />
              {t("app.name")}
            </Link>
            <Burger
              hiddenFrom="sm"
              opened
              size="sm"
              color="white"
              onClick={close}
              aria-label={t("nav.close")}
            />
          </Group>
          <Navigation pages={pages} onNavigate={close} />
          <div className={classes.foot}>{organisation}</div>
        </AppShell.Navbar>
        <AppShell.Header className={classes.header} withBorder={false}>
          <Burger
            hiddenFrom="sm"
            opened={opened}
            size="sm"
            onClick={toggle}
            aria-label={t("nav.open")}
          />
          {search}
          <Group gap="xs" ms="auto" wrap="nowrap">
            {isDemo && <DemoBadge />}
            {controls}
          </Group>
        </AppShell.Header>
      </AppShell>
      <main className={classes.main}>
        <div id="content" tabIndex={-1} className={classes.content}>
          {children}
        </div>
      </main>
    </>
  );
}
