"use client";

import { Button, Menu, Progress, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerPlay } from "@tabler/icons-react";
import { StatusBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Freshness } from "@/components/freshness";
import { explainError } from "@/lib/api/problem";
import type { Job, JobStep } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { ABSENT, type Format } from "@/lib/format";
import { newKey } from "@/lib/idempotency";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { readListState } from "@/lib/list-state";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import classes from "./jobs.module.css";
import { JOBS, startJob, useJobs } from "./queries";

const STEPS: readonly JobStep[] = [
  "run",
  "load",
  "needs",
  "forecast",
  "plan",
  "kpis",
  "alerts",
  "replay",
];

export function JobsTable() {
  const t = useTranslate();
  const format = useFormat();
  const mayRun = useMay("jobs:job:run");
  const { params, update } = useUrlState();
  const state = readListState(params);
  const answer = useJobs(state);
  return (
    <DataTable
      name="jobs"
      label={t("job.jobs")}
      columns={jobColumns(t, format)}
      answer={answer}
      state={state}
      onChange={update}
      csv={csvHref(JOBS, state)}
      filters={mayRun && <StartMenu />}
    />
  );
}

function StartMenu() {
  const t = useTranslate();
  const revalidate = useRevalidate(JOBS);

  async function start(step: JobStep) {
    try {
      await startJob(step, newKey());
      notifications.show({ message: t("job.queued", { step: t.code("step", step) }) });
      await revalidate();
    } catch (error) {
      notifications.show({ color: "vermilion", message: explainError(error, t) });
    }
  }

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button leftSection={<IconPlayerPlay size={16} stroke={1.6} />}>{t("job.start")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {STEPS.map((step) => (
          <Menu.Item key={step} onClick={() => void start(step)}>
            {t.code("step", step)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function jobColumns(t: Translate, format: Format): Column<Job>[] {
  return [
    {
      key: "step",
      label: t("job.step"),
      sort: "step",
      isTitle: true,
      render: (job) => (
        <div>
          <Text span inherit fw={560}>
            {t.code("step", job.step)}
          </Text>
          <Text size="xs" c="dimmed">
            {job.requested_by}
          </Text>
        </div>
      ),
    },
    {
      key: "status",
      label: t("alert.status"),
      sort: "status",
      render: (job) => <StatusBadge status={job.status} />,
    },
    { key: "progress", label: t("job.progress"), render: (job) => <JobProgress job={job} /> },
    {
      key: "queued",
      label: t("job.queued-at"),
      sort: "queued_at",
      render: (job) => <Freshness at={job.queued_at} />,
    },
    {
      key: "seconds",
      label: t("job.took"),
      align: "end",
      render: (job) => took(job, t, format),
    },
  ];
}

function took(job: Job, t: Translate, format: Format): string {
  if (!job.started_at || !job.finished_at) return ABSENT;
  const seconds = (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000;
  return t("job.seconds", { seconds: format.number(seconds, 1) });
}

function JobProgress({ job }: { job: Job }) {
  const t = useTranslate();
  const format = useFormat();
  if (job.error) {
    return (
      <Text size="xs" c="var(--qm-critical)" maw={420}>
        {job.error}
      </Text>
    );
  }
  if (job.status !== "RUNNING") {
    return <Text size="xs">{job.message ?? ABSENT}</Text>;
  }
  return (
    <div className={classes.progress}>
      <Progress
        value={job.progress * 100}
        size="sm"
        aria-label={t("job.progress-of", { step: t.code("step", job.step) })}
      />
      <Text size="xs" c="dimmed" aria-live="polite">
        {[format.percent(job.progress, 0), job.message].filter(Boolean).join(" · ")}
      </Text>
    </div>
  );
}
