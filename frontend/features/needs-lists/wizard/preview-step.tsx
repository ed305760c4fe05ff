"use client";

import { Alert, Button, Checkbox, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ErrorState } from "@/components/error-state";
import { Failure } from "@/components/failure";
import type { Preview, WizardDocument } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { draftNeedsLists, NEEDS_LISTS, usePreview } from "../queries";
import { draftsOf, isLeftOut, scopeOf } from "./scope";
import { SitePanel } from "./site-panel";

type Props = {
  document: WizardDocument;
  onChange: (part: Partial<WizardDocument>) => void;
  onBack: () => void;
};

/** What would be asked for, line by line, before anything is saved. */
export function PreviewStep({ document, onChange, onBack }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, isLoading, mutate } = usePreview(scopeOf(document));
  const drafting = useDrafting(document, data, onChange);
  if (error) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data || isLoading) return <Skeleton height={360} aria-label={t("wizard.calculating")} />;
  const chosen = data.sites.flatMap(({ site_id, lines }) =>
    lines.filter(({ item_id }) => !isLeftOut(document, { site_id, item_id })),
  );
  return (
    <Stack gap="md">
      <Text size="sm">
        {t("wizard.as-of", {
          at: format.instant(data.as_of),
          phase: t.code("phase", data.phase),
          demand: format.hours(data.demand_window_hours),
          planning: format.hours(data.planning_window_hours),
          factor: format.number(data.safety_factor, 3),
        })}
      </Text>
      {data.sites.map((site) => (
        <div key={site.site_id}>
          {site.freshness !== "HIGH" && (
            <Alert mb="xs" color="amber" icon={<IconClockExclamation size={18} />}>
              {site.hours_behind === null
                ? t("needs.stale.never", { site: site.site_name })
                : t("needs.stale.text", {
                    site: site.site_name,
                    hours: format.hours(site.hours_behind),
                  })}
            </Alert>
          )}
          <SitePanel preview={data} site={site} document={document} onChange={onChange} />
        </div>
      ))}
      <Failure error={drafting.failure} />
      <Group gap="sm">
        <Button variant="default" onClick={onBack}>
          {t("wizard.back")}
        </Button>
        <Button variant="default" onClick={() => void mutate()}>
          {t("wizard.calculate-again")}
        </Button>
        <Button loading={drafting.busy} disabled={chosen.length === 0} onClick={drafting.ask}>
          {t.count("wizard.draft", chosen.length)}
        </Button>
      </Group>
      {drafting.isAsking && data && <ReplaceDialog preview={data} drafting={drafting} />}
    </Stack>
  );
}

function useDrafting(
  document: WizardDocument,
  preview: Preview | undefined,
  onChange: (part: Partial<WizardDocument>) => void,
) {
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [isAsking, setIsAsking] = useState(false);
  const replaced = (preview?.sites ?? []).flatMap(({ drafts }) => drafts);

  async function draft(isConfirmed: boolean) {
    const drafts = draftsOf(document, isConfirmed);
    if (drafts === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const { created } = await draftNeedsLists(drafts);
      setIsAsking(false);
      onChange({ step: 3, needs_list_ids: created.map(({ id }) => id) });
      await revalidate();
    } catch (error) {
      setIsAsking(false);
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    failure,
    isAsking,
    replaced,
    /** A draft in the way is named first; one that was worked on needs a yes of its own. */
    ask: () => (replaced.length > 0 ? setIsAsking(true) : void draft(false)),
    draft,
    close: () => setIsAsking(false),
  };
}

type ReplaceProps = { preview: Preview; drafting: ReturnType<typeof useDrafting> };

function ReplaceDialog({ drafting }: ReplaceProps) {
  const t = useTranslate();
  const [isSure, setIsSure] = useState(false);
  const workedOn = drafting.replaced.filter((draft) => draft.is_worked_on);
  return (
    <ConfirmDialog
      opened
      title={t("wizard.replace.title")}
      text={t.count("wizard.replace.text", drafting.replaced.length)}
      confirm={t("wizard.replace.confirm")}
      busy={drafting.busy}
      onConfirm={() => {
        if (workedOn.length === 0 || isSure) void drafting.draft(isSure);
      }}
      onClose={drafting.close}
    >
      <ul>
        {drafting.replaced.map((draft) => (
          <Text key={draft.id} component="li" size="sm">
            {draft.needs_list_no}
            {draft.is_worked_on && ` · ${t("wizard.replace.worked-on")}`}
          </Text>
        ))}
      </ul>
      {workedOn.length > 0 && (
        <Checkbox
          label={t.count("wizard.replace.sure", workedOn.length)}
          checked={isSure}
          onChange={(event) => setIsSure(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
