"use client";

import { Button } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/empty-state";
import { useTranslate } from "@/lib/i18n/provider";
import { withoutFilters, type ListState } from "@/lib/list-state";
import type { Patch } from "@/lib/url-state";

type Props = { state: ListState; onChange: (patch: Patch) => void; none?: ReactNode };

/** Filters that leave nothing are one click from gone; a list that holds nothing says that. */
export function NoRows({ state, onChange, none }: Props) {
  const t = useTranslate();
  const cleared = withoutFilters(state);
  if (!cleared) return none ?? <EmptyState text={t("empty.none")} />;
  return (
    <EmptyState
      icon={IconFilterOff}
      text={t("empty.text")}
      action={
        <Button variant="default" mt={4} onClick={() => onChange(cleared)}>
          {t("common.filters.clear")}
        </Button>
      }
    />
  );
}
