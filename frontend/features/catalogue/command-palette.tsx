"use client";

import { Kbd, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import shell from "@/components/shell/shell.module.css";
import { useTranslate } from "@/lib/i18n/provider";
import type { NavigationPage } from "@/lib/navigation";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

const SHORTCUT = "Ctrl K";

type Props = { pages: NavigationPage[] };

/** The button and the shortcut are there at once; the palette itself comes with the first use. */
export function CommandPalette({ pages }: Props) {
  const t = useTranslate();
  const [isWanted, setWanted] = useState(false);

  function open() {
    setWanted(true);
    spotlight.open();
  }

  useHotkeys([["mod+K", open]], []);
  return (
    <>
      <button
        type="button"
        className={shell.search}
        onClick={open}
        aria-label={`${t("shell.search")} ${SHORTCUT}`}
      >
        <IconSearch size={16} stroke={1.8} aria-hidden="true" />
        <Text span size="sm" visibleFrom="sm" flex={1} ta="start">
          {t("shell.search")}
        </Text>{" "}
        <Kbd size="xs" visibleFrom="sm">
          {SHORTCUT}
        </Kbd>
      </button>
      {isWanted && <Palette pages={pages} />}
    </>
  );
}
