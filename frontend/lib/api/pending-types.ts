/** Hand-made shapes, see pending.ts. To be replaced by the generated schema. */
export type Meta = { total: number; limit: number; offset: number; as_of: string };
export type Page<Row> = { data: Row[]; meta: Meta };
export type ListQuery = { limit?: number; offset?: number; sort?: string };

export type Me = {
  id: number;
  username: string;
  full_name: string;
  roles: string[];
  permissions: string[];
  locale: string;
  organisation: {
    name: string;
    currency: string | null;
    time_zone: string;
    is_demo: boolean;
    demand_period: string | null;
  };
};

export type Item = {
  id: number;
  sku: string;
  name: string;
  family: string | null;
  category: string | null;
  unit: string;
  unit_cost: string | null;
  unit_price: string | null;
  criticality: number | null;
  shelf_life_days: number | null;
  is_active: boolean;
  introduced_on: string | null;
  discontinued_on: string | null;
  abc_class: string | null;
  xyz_class: string | null;
  demand_class: string | null;
};
export type ItemQuery = ListQuery & {
  q?: string;
  family?: string;
  abc_class?: string;
  xyz_class?: string;
  demand_class?: string;
  active?: boolean;
};

export type Site = {
  id: number;
  code: string;
  name: string;
};

export type KpiQuery = {
  start_date?: string;
  end_date?: string;
  site_id?: number;
  family?: string;
};
export type Kpi = {
  slug: string;
  value: number | null;
  unit: string;
  previous: number | null;
  reason: string | null;
  confidence: string | null;
  as_of: string | null;
  refreshed_at: string;
  series: { date: string; value: number | null }[];
};
export type KpiDefinition = {
  slug: string;
  title: string;
  unit: string;
  formula: string;
  grain: string;
  better: string;
  source_view: string;
  refreshed_at: string;
  as_of: string | null;
};
export type KpiMeta = {
  as_of: string | null;
  refreshed_at: string;
  start_date: string;
  end_date: string;
  period: string;
  currency: string | null;
};

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
export type StockPoint = {
  date: string;
  on_hand: number | null;
  reserved: number | null;
  available: number | null;
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
  is_dry_run: boolean;
  status: string;
  requested_by: string;
  started_at: string;
  finished_at: string | null;
  error: string | null;
  rows_read: number;
  rows_kept: number;
  rows_rejected: number;
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
};
export type ImportDetail = Import & { files: ImportFile[] };

export type Job = {
  id: number;
  step: string;
  status: string;
  progress: number;
  message: string | null;
  rows_in: number | null;
  rows_out: number | null;
  requested_by: string;
  queued_at: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
};

export type User = {
  id: number;
  username: string;
  full_name: string;
  email: string | null;
  roles: string[];
  is_active: boolean;
  locale: "en" | "pt-BR";
  locked_until: string | null;
  last_login_at: string | null;
  created_at: string;
  version: number;
};
export type UserDraft = {
  username: string;
  full_name: string;
  email?: string | null;
  roles: string[];
  locale?: "en" | "pt-BR";
};
export type UserChange = Partial<Omit<UserDraft, "username">> & { is_active?: boolean };
export type Role = { id: number; name: string; description: string; permissions: string[] };

export type AuditQuery = ListQuery & {
  actor?: string;
  action?: string;
  entity?: string;
  since?: string;
  until?: string;
};
export type AuditRow = {
  id: number;
  at: string;
  actor: string;
  action: string;
  entity: string;
  entity_id: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  ip: string | null;
  request_id: string | null;
};
