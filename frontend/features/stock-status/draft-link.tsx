"use client";

import { Button, type ButtonProps } from "@mantine/core";
import { IconClipboardPlus } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { draftHref, type DraftScope } from "./filters";

type Props = DraftScope & Pick<ButtonProps, "size" | "variant">;

/** From what runs out to a needs list for it; a list belongs to an event. */
export function DraftLink({ event, site, family, ...look }: Props) {
  const t = useTranslate();
  if (!useMay("needs:list:draft") || event === 0) return null;
  return (
    <Button
      {...look}
      component={Link}
      href={draftHref({ event, site, family })}
      leftSection={<IconClipboardPlus size={16} stroke={1.6} aria-hidden="true" />}
    >
      {t("stock-status.draft")}
    </Button>
  );
}
