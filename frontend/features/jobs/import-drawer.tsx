"use client";

import {
  Alert,
  Badge,
  Button,
  Drawer,
  Group,
  Progress,
  Skeleton,
  Stack,
  Text,
} from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { StatusBadge } from "@/components/badges";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import { SimpleTable } from "@/components/simple-table";
import type { ImportDetail, ImportFile } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { IMPORTS, useImport } from "./queries";

type Props = { id: number | undefined; onClose: () => void };

export function ImportDrawer({ id, onClose }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useImport(id);
  const shown = data?.id === id ? data : undefined;
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="xl"
      title={t("import.import")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {error && !shown ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !shown && <Skeleton height={280} />}
      {shown && <Body shown={shown} />}
    </Drawer>
  );
}

function Body({ shown }: { shown: ImportDetail }) {
  const t = useTranslate();
  const isActive = shown.status === "QUEUED" || shown.status === "RUNNING";
  return (
    <Stack gap="md">
      <Text fw={600} style={{ overflowWrap: "anywhere" }}>
        {shown.source}
      </Text>
      <Group gap="xs">
        <StatusBadge status={shown.status} />
        {shown.is_dry_run && (
          <Badge color="amber" className="qm-badge">
            {t("import.dry-run")}
          </Badge>
        )}
      </Group>
      {isActive && <Progress value={100} animated size="sm" aria-label={t("status.running")} />}
      {shown.error && (
        <Alert color="vermilion" icon={<IconAlertTriangle size={18} />}>
          {shown.error}
        </Alert>
      )}
      {shown.is_dry_run && <Text size="sm">{t("import.dry-run.result")}</Text>}
      <Totals shown={shown} />
      {shown.rows_rejected > 0 && <RejectsLink id={shown.id} />}
      {shown.files.length > 0 && <Files files={shown.files} />}
      {shown.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

function Totals({ shown }: { shown: ImportDetail }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Facts
      isWide
      facts={[
        { label: t("import.read"), value: format.number(shown.rows_read) },
        { label: t("import.kept"), value: format.number(shown.rows_kept) },
        { label: t("import.rejected"), value: format.number(shown.rows_rejected) },
        { label: t("import.changed"), value: format.number(shown.rows_changed) },
        { label: t("import.started-at"), value: format.instant(shown.started_at) },
        { label: t("import.finished-at"), value: format.instant(shown.finished_at) },
      ]}
    />
  );
}

function RejectsLink({ id }: { id: number }) {
  const t = useTranslate();
  return (
    <Button
      component="a"
      href={`${IMPORTS}/${id}/rejects?format=csv`}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.6} />}
      style={{ alignSelf: "flex-start" }}
    >
      {t("import.rejects.csv")}
    </Button>
  );
}

function Files({ files }: { files: readonly ImportFile[] }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <SimpleTable
      label={t("import.by-file")}
      rows={files}
      keyOf={(file) => file.id}
      columns={[
        {
          label: t("import.file"),
          isTitle: true,
          render: (file) => (
            <>
              {file.file_name}
              <Text size="xs" c="dimmed">
                {t.code("import.target", file.target)}
              </Text>
            </>
          ),
        },
        { label: t("import.read"), align: "end", render: (f) => format.number(f.rows_read) },
        { label: t("import.kept"), align: "end", render: (f) => format.number(f.rows_kept) },
        {
          label: t("import.rejected"),
          align: "end",
          render: (f) => format.number(f.rows_rejected),
        },
        { label: t("import.reasons"), render: (file) => <Reasons reasons={file.reasons} /> },
      ]}
    />
  );
}

function Reasons({ reasons }: { reasons: ImportFile["reasons"] }) {
  const t = useTranslate();
  const format = useFormat();
  return Object.entries(reasons).map(([code, count]) => (
    <Text key={code} size="xs">
      {t.code("reject", code)}: {format.number(count)}
    </Text>
  ));
}
