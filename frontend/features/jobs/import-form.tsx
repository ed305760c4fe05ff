"use client";

import { Alert, Button, FileInput, Group, Stack, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { explainError } from "@/lib/api/problem";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import { IMPORTS, startImport } from "./queries";

const DATA_FILES = ".csv,.gz,.parquet,.zip";
const MAPPING_FILES = ".yaml,.yml";

/** Trying comes first: a dry run is what the switch is set to until somebody decides. */
function useImportForm(onStarted: (id: number) => void) {
  const t = useTranslate();
  const revalidate = useRevalidate(IMPORTS);
  const [files, setFiles] = useState<File[]>([]);
  const [mapping, setMapping] = useState<File | null>(null);
  const [isDryRun, setDryRun] = useState(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit() {
    setBusy(true);
    setError(null);
    try {
      const started = await startImport({ files, mapping, isDryRun }, newKey());
      notifications.show({ message: t(isDryRun ? "import.started.dry" : "import.started") });
      await revalidate();
      onStarted(started.id);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return { files, setFiles, mapping, setMapping, isDryRun, setDryRun, busy, error, submit };
}

export function ImportForm({ onStarted }: { onStarted: (id: number) => void }) {
  const t = useTranslate();
  const form = useImportForm(onStarted);
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
        <FileInput
          multiple
          clearable
          size="sm"
          label={t("import.files")}
          description={t("import.files.hint")}
          placeholder={t("import.files.choose")}
          accept={DATA_FILES}
          leftSection={<IconUpload size={16} stroke={1.6} />}
          value={form.files}
          onChange={form.setFiles}
        />
        <FileInput
          clearable
          size="sm"
          label={t("import.mapping")}
          description={t("import.mapping.hint")}
          placeholder={t("import.mapping.choose")}
          accept={MAPPING_FILES}
          value={form.mapping}
          onChange={form.setMapping}
        />
      </Group>
      {form.error !== null && (
        <Alert color="vermilion" icon={<IconAlertTriangle size={18} />} role="alert">
          {explainError(form.error, t)}
        </Alert>
      )}
      <Group gap="lg">
        <Switch
          size="sm"
          label={t("import.dry-run")}
          checked={form.isDryRun}
          onChange={(event) => form.setDryRun(event.currentTarget.checked)}
        />
        <Button
          disabled={form.files.length === 0}
          loading={form.busy}
          onClick={() => void form.submit()}
        >
          {t(form.isDryRun ? "import.try" : "import.load")}
        </Button>
        <Text size="xs" c="dimmed">
          {t(form.isDryRun ? "import.dry-run.hint" : "import.load.hint")}
        </Text>
      </Group>
    </Stack>
  );
}
