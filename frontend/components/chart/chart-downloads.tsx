"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import type { RefObject } from "react";
import { saveFile, toCsv } from "@/lib/csv";
import { useTranslate } from "@/lib/i18n/provider";
import { pictureOf } from "./picture";
import { figure, type ChartRow, type FigureColumn } from "./series";

type Props = {
  title: string;
  columns: FigureColumn[];
  rows: readonly ChartRow[];
  /** Where the picture is; null while only the table is shown. */
  frame: RefObject<HTMLDivElement | null> | null;
};

export function ChartDownloads({ title, columns, rows, frame }: Props) {
  const t = useTranslate();
  const name = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");

  function saveCsv() {
    const lines = rows.map((row) => [row.date, ...columns.map(({ key }) => figure(row, key))]);
    const text = toCsv(["date", ...columns.map(({ key }) => key)], lines);
    saveFile(`${name}.csv`, new Blob([text], { type: "text/csv;charset=utf-8" }));
  }

  async function savePicture() {
    const svg = frame?.current?.querySelector("svg");
    if (!svg) return;
    try {
      const background = getComputedStyle(svg).getPropertyValue("--qm-surface");
      saveFile(`${name}.png`, await pictureOf(svg, background));
    } catch {
      notifications.show({ color: "vermilion", message: t("chart.picture-failed") });
    }
  }

  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={t("chart.download")}>
          <IconDownload size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {frame && <Menu.Item onClick={() => void savePicture()}>{t("chart.png")}</Menu.Item>}
        <Menu.Item onClick={saveCsv}>{t("chart.csv")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
