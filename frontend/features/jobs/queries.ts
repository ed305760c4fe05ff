import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { ImportQuery, JobQuery, JobStep } from "@/lib/api/schema-names";

export const IMPORTS = "/api/v1/imports";
export const JOBS = "/api/v1/jobs";

const ACTIVE = new Set(["QUEUED", "RUNNING"]);
const BUSY_MS = 1_500;
const IDLE_MS = 20_000;

type Rows = { data: readonly { status: string }[] };

/** Ask often while something runs or nothing is known yet, seldom otherwise. */
export function pace(answer: Rows | undefined): number {
  if (!answer) return BUSY_MS;
  return answer.data.some(({ status }) => ACTIVE.has(status)) ? BUSY_MS : IDLE_MS;
}

export function useImports(query: ImportQuery) {
  return useSWR(
    [IMPORTS, query] as const,
    ([path, q]) => unwrap(api.GET(path, { params: { query: q } })),
    { refreshInterval: pace },
  );
}

export function useImport(id: number | undefined) {
  return useSWR(
    id === undefined ? null : ([`${IMPORTS}/${id}`, id] as const),
    ([, wanted]) =>
      unwrap(api.GET("/api/v1/imports/{import_id}", { params: { path: { import_id: wanted } } })),
    { refreshInterval: (shown) => pace(shown && { data: [shown] }) },
  );
}

export function useJobs(query: JobQuery) {
  return useSWR(
    [JOBS, query] as const,
    ([path, q]) => unwrap(api.GET(path, { params: { query: q } })),
    { refreshInterval: pace },
  );
}

export type Upload = { files: readonly File[]; mapping: File | null; isDryRun: boolean };

export function startImport({ files, mapping, isDryRun }: Upload, key: string) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  if (mapping) form.append("mapping", mapping, mapping.name);
  form.append("dry_run", String(isDryRun));
  return unwrap(
    api.POST("/api/v1/imports", {
      // The contract can only say that files are strings; the form holds what is really sent.
      body: { files: [], mapping: null, dry_run: isDryRun },
      bodySerializer: () => form,
      headers: { "Idempotency-Key": key },
    }),
  );
}

export function startJob(step: JobStep, key: string) {
  return unwrap(api.POST("/api/v1/jobs", { body: { step }, headers: { "Idempotency-Key": key } }));
}
