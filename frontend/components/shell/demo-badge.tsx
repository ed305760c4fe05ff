"use client";

import { Tooltip } from "@mantine/core";
import { useTranslate } from "@/lib/i18n/provider";
import classes from "./shell.module.css";

export function DemoBadge() {
  const t = useTranslate();
  return (
    <Tooltip label={t("shell.demo.hint")} multiline w={260}>
      <span className={classes.demo} tabIndex={0}>
        {t("shell.demo")}
      </span>
    </Tooltip>
  );
}
