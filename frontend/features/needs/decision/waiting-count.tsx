"use client";

import { ActionIcon, Indicator, Tooltip } from "@mantine/core";
import { IconGavel } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { useNotices } from "./queries";
import { MINE } from "./waiting-filters";

/** In the header: how many needs lists wait for the reader's decision. */
export function WaitingCount() {
  return useMay("needs:list:approve") ? <Count /> : null;
}

function Count() {
  const t = useTranslate();
  const { data } = useNotices(MINE);
  const count = data?.meta.total ?? 0;
  const label = count > 0 ? t.count("waiting.count", count) : t("waiting.none");
  return (
    <Tooltip label={label}>
      <Indicator label={count} size={16} disabled={count === 0} color="vermilion" offset={4}>
        <ActionIcon
          component={Link}
          href="/needs-lists/waiting?whose=mine"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
        >
          <IconGavel size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  );
}
