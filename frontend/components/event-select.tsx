"use client";

import { Select } from "@mantine/core";
import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";

const EVENTS = "/api/v1/events";
const ACTIVE = { status: "ACTIVE", limit: 500 } as const;

type Props = {
  value: string | null;
  /** What is chosen already, should it no longer be active. */
  current?: Option;
  onChange: (value: string | null) => void;
};

/** The event that a document belongs to; it may belong to none. */
export function EventSelect({ value, current, onChange }: Props) {
  const t = useTranslate();
  const { data } = useSWR([EVENTS, ACTIVE] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
  const active = (data?.data ?? []).map(({ id, code, name }) => ({
    value: String(id),
    label: `${code} · ${name}`,
  }));
  const isListed = current === undefined || active.some((event) => event.value === current.value);
  return (
    <Select
      label={t("document.event")}
      description={t("document.event.hint")}
      placeholder={t("document.event.none")}
      data={isListed ? active : [current, ...active]}
      value={value}
      searchable
      clearable
      onChange={onChange}
    />
  );
}
