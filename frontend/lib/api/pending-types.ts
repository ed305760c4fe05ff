/** Hand-made shapes, see pending.ts. To be replaced by the generated schema. */
export type Meta = { total: number; limit: number; offset: number; as_of: string };
export type Page<Row> = { data: Row[]; meta: Meta };
export type ListQuery = { limit?: number; offset?: number; sort?: string };

export type SeriesQuery = {
  item_id: number;
  site_id?: number;
  start_date?: string;
  end_date?: string;
  bucket?: "day" | "week" | "month";
  limit?: number;
};
export type DemandPoint = {
  date: string;
  quantity: number | null;
  unfilled_quantity: number | null;
  returned_quantity: number | null;
};
export type ForecastPoint = {
  date: string;
  mean: number;
  quantiles: Record<string, number>;
  model: string;
  run_id: number;
};
export type ForecastAnswer = Page<ForecastPoint>;
export type FeatureRow = {
  date: string;
  features: Record<string, number | boolean | string | null>;
  schema_version: number;
  run_id: number;
};

export type RecommendationQuery = ListQuery & {
  type?: string;
  priority?: string;
  status?: string;
  site_id?: number;
  item_id?: number;
  family?: string;
};
export type Recommendation = {
  id: number;
  type: string;
  priority: string;
  status: string;
  item_id: number;
  sku: string;
  item_name: string;
  unit: string;
  site_id: number;
  site_code: string;
  site_name: string;
  from_site_name: string | null;
  supplier_name: string | null;
  quantity: number | null;
  action_on: string | null;
  message_code: string;
  message_params: Record<string, string | number | null>;
  confidence: string;
  confidence_reasons: string[];
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  created_at: string;
  version: number;
};
export type Decision = { action: "accept" | "reject" | "reopen"; reason?: string };
export type Explanation = {
  formula_version: string;
  steps: {
    code: string;
    formula: string;
    value: number | null;
    unit: string | null;
  }[];
  inputs: {
    name: string;
    value: number | string | null;
    unit: string | null;
    as_of: string | null;
    source: string | null;
  }[];
  confidence: string;
  confidence_reasons: string[];
  hash: string;
};

export type AlertQuery = ListQuery & {
  type?: string;
  level?: string;
  status?: string;
  site_id?: number;
  family?: string;
  q?: string;
};
export type Alert = {
  id: number;
  type: string;
  level: string;
  status: string;
  item_id: number | null;
  sku: string | null;
  item_name: string | null;
  site_id: number | null;
  site_code: string | null;
  site_name: string | null;
  params: Record<string, string | number | null>;
  opened_at: string;
  last_seen_at: string;
  resolved_at: string | null;
  suppressed_by: number | null;
  owner: string | null;
  note: string | null;
  promised_at: string | null;
  snoozed_until: string | null;
  version: number;
};
export type AlertDetail = Alert & {
  events: { id: number; at: string; action: string; actor: string | null; note: string | null }[];
};
export type AlertChange = {
  action: "acknowledge" | "snooze" | "resolve" | "reopen";
  note?: string;
  promised_at?: string;
  until?: string;
  until_worse?: boolean;
};
export type BulkResult = { changed: number; failed: { id: number; detail: string }[] };

export type Import = {
  id: number;
  kind: string;
  source: string;
  mapping: string | null;
  is_dry_run: boolean;
  status: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED";
  job_run_id: number | null;
  requested_by: string;
  started_at: string;
  finished_at: string | null;
  rows_read: number;
  rows_kept: number;
  rows_rejected: number;
  rows_changed: number;
  error: string | null;
  notes: string[];
};
export type ImportFile = {
  id: number;
  target: string;
  file_name: string;
  rows_read: number;
  rows_kept: number;
  rows_rejected: number;
  rows_changed: number;
  seconds: number;
  reasons: Record<string, number>;
};
export type ImportDetail = Import & { files: ImportFile[] };

export type Job = {
  id: number;
  step: string;
  status: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
  progress: number;
  message: string | null;
  import_id: number | null;
  requested_by: string;
  queued_at: string;
  started_at: string | null;
  heartbeat_at: string | null;
  finished_at: string | null;
  error: string | null;
};
