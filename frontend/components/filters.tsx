"use client";

import { CloseButton, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import type { Patch } from "@/lib/url-state";

/** What the boxes of one row of filters share: where a choice goes, and the words of codes. */
export function useFilters(onChange: (patch: Patch) => void) {
  const t = useTranslate();
  return {
    /** Set one name of the address, and go back to the first page. */
    set: (name: string) => (value: string | null) => onChange({ [name]: value, offset: null }),
    coded: (values: readonly string[], prefix: string): Option[] =>
      values.map((value) => ({ value, label: t.code(prefix, value) })),
  };
}

type SelectProps = {
  label: string;
  /** What holds while nothing is chosen. */
  placeholder?: string;
  /** A code, or the number of a record. */
  value: string | number | undefined;
  options: readonly Option[];
  onChange: (value: string | null) => void;
  width?: number;
};

export function FilterSelect(props: SelectProps) {
  const { label, placeholder, value, options, onChange, width = 150 } = props;
  const t = useTranslate();
  return (
    <Select
      size="xs"
      w={width}
      label={label}
      placeholder={placeholder ?? t("common.all")}
      data={[...options]}
      value={value === undefined ? null : String(value)}
      onChange={onChange}
      clearable
      searchable={options.length > 8}
    />
  );
}

type SearchProps = {
  label: string;
  placeholder?: string;
  value: string | undefined;
  onChange: (value: string | null) => void;
};

/** Asks the server once the typing pauses, not with every letter. */
export function FilterSearch({ label, placeholder, value, onChange }: SearchProps) {
  const t = useTranslate();
  const [text, setText] = useState(value ?? "");
  const [sent, setSent] = useState(value);
  const [known, setKnown] = useState(value);
  const settle = useDebouncedCallback((next: string) => {
    setSent(next.trim() || undefined);
    onChange(next.trim() || null);
  }, 250);

  // The address can change without this box, when somebody clears the filters or goes back.
  if (value !== known) {
    setKnown(value);
    if (value !== sent) {
      setText(value ?? "");
      setSent(value);
    }
  }

  function type(next: string) {
    setText(next);
    settle(next);
  }

  return (
    <TextInput
      size="xs"
      w={220}
      type="search"
      label={label}
      placeholder={placeholder}
      value={text}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={
        text && <CloseButton size="xs" aria-label={t("filter.clear")} onClick={() => type("")} />
      }
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
