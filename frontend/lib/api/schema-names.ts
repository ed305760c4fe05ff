import type { PendingPaths } from "./pending";
import type { components, paths } from "./schema";

export type Paths = paths & Omit<PendingPaths, keyof paths>;

type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The parameters of a list, without `format`: a page is JSON, a file has its own link. */
type QueryOf<Path extends keyof Paths> = Paths[Path] extends {
  get: { parameters: { query?: infer Query } };
}
  ? Omit<NonNullable<Query>, "format">
  : never;

export type Me = Schema<"MeOut">;
export type User = Schema<"UserOut">;
export type UserDraft = Schema<"UserDraft">;
export type UserChange = Schema<"UserChange">;
export type Role = Schema<"RoleOut">;
export type AuditRow = Schema<"AuditLogOut">;
export type Item = Schema<"ItemOut">;
export type ItemDetail = Schema<"ItemDetailOut">;
export type StockPoint = Schema<"StockPointOut">;
export type Kpi = Schema<"KpiOut">;
export type KpiDefinition = Schema<"KpiDefinitionOut">;

export type ItemQuery = QueryOf<"/api/v1/items">;
export type UserQuery = QueryOf<"/api/v1/users">;
export type AuditQuery = QueryOf<"/api/v1/audit-logs">;
export type KpiQuery = QueryOf<"/api/v1/analytics/kpis">;
export type StockSeriesQuery = QueryOf<"/api/v1/inventory/timeseries">;

export type {
  Alert,
  AlertChange,
  AlertDetail,
  AlertQuery,
  Decision,
  DemandPoint,
  Explanation,
  FeatureRow,
  ForecastAnswer,
  ForecastPoint,
  Import,
  ImportDetail,
  Job,
  Recommendation,
  RecommendationQuery,
  SeriesQuery,
} from "./pending-types";
