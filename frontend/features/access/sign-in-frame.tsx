"use client";

import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/brand-mark";
import { useTranslate } from "@/lib/i18n/provider";
import classes from "./sign-in.module.css";

export function SignInFrame({ children }: { children: ReactNode }) {
  const t = useTranslate();
  return (
    <div className={classes.frame}>
      <aside className={classes.side}>
        <Group gap="sm">
          <BrandMark size={30} />
          <span className={classes.name}>{t("app.name")}</span>
        </Group>
        <div className={classes.bays} aria-hidden="true" />
        <Text className={classes.tagline}>{t("app.tagline")}</Text>
      </aside>
      <main className={classes.main}>
        <div className={classes.card}>
          <Title order={1} mb="lg">
            {t("login.title")}
          </Title>
          {children}
        </div>
      </main>
    </div>
  );
}
