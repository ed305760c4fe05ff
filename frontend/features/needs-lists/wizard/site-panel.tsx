"use client";

import { Checkbox, Group, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { ConfidenceBadge, SeverityBadge } from "@/components/badges";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { Preview, PreviewLine, SitePreview, WizardDocument } from "@/lib/api/schema-names";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { Horizons } from "../figures";
import { burn, lasts } from "../line-columns";
import { PreviewDrawer } from "./preview-drawer";
import { flipped, isLeftOut } from "./scope";

type Props = {
  preview: Preview;
  site: SitePreview;
  document: WizardDocument;
  onChange: (part: Partial<WizardDocument>) => void;
};

/** The lines of one site; each can be left out, and opened to see how it came about. */
export function SitePanel({ preview, site, document, onChange }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const [open, setOpen] = useState<PreviewLine | null>(null);
  const flip = (line: PreviewLine) =>
    onChange({
      excluded: flipped(document, { site_id: site.site_id, item_id: line.item_id }),
    });
  const isIn = (line: PreviewLine) =>
    !isLeftOut(document, { site_id: site.site_id, item_id: line.item_id });
  return (
    <Panel title={site.site_name} isFlush aside={<Sums site={site} />}>
      {site.lines.length === 0 ? (
        <Text size="sm" p="md">
          {t("wizard.covered.all")}
        </Text>
      ) : (
        <SimpleTable
          label={site.site_name}
          rows={site.lines}
          keyOf={(line) => line.item_id}
          columns={columnsOf(t, format, { isIn, flip, onOpen: setOpen })}
        />
      )}
      <Text size="sm" c="dimmed" p="md">
        {t.count("wizard.covered", site.covered_count)}
        {site.unknown.length > 0 &&
          ` · ${t.count("wizard.unknown", site.unknown.length)}: ${format.list(
            site.unknown.slice(0, SHOWN).map(({ sku }) => sku),
          )}`}
      </Text>
      <PreviewDrawer preview={preview} site={site} line={open} onClose={() => setOpen(null)} />
    </Panel>
  );
}

/** More names than this would hide the figures. */
const SHOWN = 8;

function Sums({ site }: { site: SitePreview }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Group gap="sm">
      <Text size="sm">
        {t.count("needs.line-count", site.lines.length)} ·{" "}
        {site.total_estimated_value === null
          ? t("needs.cost-missing")
          : format.money(site.total_estimated_value)}
      </Text>
      <ConfidenceBadge level={site.confidence} isShort />
    </Group>
  );
}

type Handlers = {
  isIn: (line: PreviewLine) => boolean;
  flip: (line: PreviewLine) => void;
  onOpen: (line: PreviewLine) => void;
};

function columnsOf(t: Translate, format: Format, on: Handlers): SimpleColumn<PreviewLine>[] {
  return [
    {
      label: t("needs.item"),
      isTitle: true,
      render: (line) => (
        <Group gap="xs" wrap="nowrap">
          <Checkbox
            size="xs"
            checked={on.isIn(line)}
            aria-label={t("wizard.include", { item: line.item_name })}
            onChange={() => on.flip(line)}
          />
          <UnstyledButton onClick={() => on.onOpen(line)}>
            <Text span inherit fw={560} td="underline">
              {line.item_name}
            </Text>
            <Text size="xs" c="dimmed">
              {line.sku}
            </Text>
          </UnstyledButton>
        </Group>
      ),
    },
    { label: t("needs.severity"), render: (line) => <SeverityBadge severity={line.severity} /> },
    { label: t("needs.lasts"), align: "end", render: (line) => lasts(line, t, format) },
    { label: t("needs.burn"), align: "end", render: (line) => burn(line, t, format) },
    {
      label: t("needs.available"),
      align: "end",
      render: (line) => format.number(line.available_quantity, 2),
    },
    {
      label: t("needs.gap"),
      align: "end",
      render: (line) => `${format.number(line.gap_quantity, 2)} ${line.unit}`,
    },
    { label: t("needs.sources"), render: (line) => <Horizons line={line} format={format} /> },
    {
      label: t("needs.unmet"),
      align: "end",
      render: (line) =>
        toNumber(line.unmet_quantity) ? format.number(line.unmet_quantity, 2) : ABSENT,
    },
    {
      label: t("needs.confidence"),
      render: (line) => (
        <ConfidenceBadge level={line.confidence} reasons={line.confidence_reasons} isShort />
      ),
    },
  ];
}
