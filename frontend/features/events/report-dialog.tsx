"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { ReportingSite } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { recordReport } from "./queries";

type Props = { site: ReportingSite; onClose: () => void };

export function ReportDialog({ site, onClose }: Props) {
  const t = useTranslate();
  // Every site is compared with the newest, so all that tells of freshness is asked again.
  const revalidate = useRevalidate("/api/v1/");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function record() {
    setBusy(true);
    setFailure(null);
    try {
      await recordReport(site.site_id);
      notifications.show({ message: t("sync.recorded", { site: site.name }) });
      await revalidate();
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <ConfirmDialog
      opened
      title={`${t("sync.record")}: ${site.name}`}
      text={t("sync.record.text")}
      confirm={t("sync.record")}
      busy={busy}
      onConfirm={() => void record()}
      onClose={onClose}
    >
      <Failure error={failure} />
    </ConfirmDialog>
  );
}
