"use client";

import { Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { ConfidenceBadge, SeverityBadge } from "@/components/badges";
import { Steps } from "@/components/derivation-steps";
import type { Preview, PreviewLine, SitePreview } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { Part, Reasons } from "../explanation";
import { Ladder } from "../ladder";
import { derivationOf } from "./derivation";

type Props = {
  preview: Preview;
  site: SitePreview;
  line: PreviewLine | null;
  onClose: () => void;
};

/** How one line of the preview comes about, and from where its gap would be filled. */
export function PreviewDrawer({ preview, site, line, onClose }: Props) {
  const t = useTranslate();
  return (
    <Drawer
      opened={line !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("needs.line")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {line && <Body preview={preview} site={site} line={line} />}
    </Drawer>
  );
}

function Body({ preview, site, line }: Omit<Props, "line" | "onClose"> & { line: PreviewLine }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{line.item_name}</Title>
        <Text size="sm">
          {line.sku} · {site.site_name}
        </Text>
      </div>
      <Group gap="xs">
        <SeverityBadge severity={line.severity} />
        <ConfidenceBadge level={line.confidence} reasons={line.confidence_reasons} />
      </Group>
      <Part title={t("needs.steps")}>
        <Steps steps={derivationOf(preview, line, { t, format })} />
      </Part>
      <Part title={t("needs.ladder")}>
        <Ladder parts={line.allocations} unit={line.unit} />
      </Part>
      {Object.keys(line.activated).length > 0 && (
        <Part title={t("needs.activated")}>
          <ul>
            {Object.entries(line.activated).map(([reason, horizons]) => (
              <Text key={reason} component="li" size="sm">
                {horizons.join(" + ")}: {t.code("needs-activation", reason)}
              </Text>
            ))}
          </ul>
        </Part>
      )}
      {line.excluded.length > 0 && (
        <Part title={t("needs.excluded")}>
          <ul>
            {line.excluded.map((site_) => (
              <Text key={site_.site_id} component="li" size="sm">
                {t("needs.input.excluded", {
                  name: site_.name,
                  hours: format.hours(site_.hours_behind),
                })}
              </Text>
            ))}
          </ul>
        </Part>
      )}
      {line.confidence_reasons.length > 0 && (
        <Part title={t("needs.doubts")}>
          <Reasons codes={line.confidence_reasons} prefix="reason" />
        </Part>
      )}
      {line.warnings.length > 0 && (
        <Part title={t("needs.warnings")}>
          <Reasons codes={line.warnings} prefix="needs-warning" />
        </Part>
      )}
    </Stack>
  );
}
