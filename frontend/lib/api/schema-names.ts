import type { components, paths } from "./schema";

export type Paths = paths;

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
export type Supplier = Schema<"SupplierOut">;
export type SupplierDetail = Schema<"SupplierDetailOut">;
export type SupplierItem = Schema<"SupplierItemOut">;
export type OrderLine = Schema<"OrderOut">;
export type StockPoint = Schema<"StockPointOut">;
export type DemandPoint = Schema<"DemandPointOut">;
export type ForecastPoint = Schema<"ForecastOut">;
export type ForecastRun = Schema<"ForecastRunOut">;
export type Accuracy = Schema<"AccuracyOut">;
export type FeatureRow = Schema<"FeatureOut">;
export type Kpi = Schema<"KpiOut">;
export type KpiDefinition = Schema<"KpiDefinitionOut">;
export type Recommendation = Schema<"RecommendationOut">;
export type Decision = Schema<"RecommendationChange">;
export type Explanation = Schema<"ExplanationOut">;
export type Alert = Schema<"AlertOut">;
export type AlertDetail = Schema<"AlertDetailOut">;
export type AlertChange = Schema<"AlertChange">;
export type Import = Schema<"ImportOut">;
export type ImportDetail = Schema<"ImportDetailOut">;
export type ImportFile = Schema<"ImportFileOut">;
export type Job = Schema<"JobOut">;
export type JobStep = Schema<"JobDraft">["step"];
export type NeedsList = Schema<"NeedsListOut">;
export type NeedsListDetail = Schema<"NeedsListDetailOut">;
export type NeedsListLine = Schema<"NeedsListLineOut">;
export type NeedsListLineDetail = Schema<"NeedsListLineDetailOut">;
export type NeedsListLineChange = Schema<"NeedsListLineChange">;
export type NeedsListLineDraft = Schema<"NeedsListLineDraft">;
export type NeedsListDrafts = Schema<"NeedsListDrafts">;
export type AdjustmentReason = Schema<"AdjustmentReason">;
export type LineExplanation = Schema<"LineExplanationOut">;
export type LineReplay = Schema<"LineReplayOut">;
export type Preview = Schema<"PreviewOut">;
export type SitePreview = Schema<"SitePreviewOut">;
export type PreviewLine = Schema<"PreviewLineOut">;
export type PreviewScope = Schema<"PreviewScope">;
/** With its lists, which may be left out of a request only. */
export type WizardDocument = Required<Schema<"WizardDocument">>;
export type WizardMemory = Schema<"WizardOut">;
export type FairShare = Schema<"FairShareOut">;
export type FairShareRule = Schema<"FairShareRule">;

export type ItemQuery = QueryOf<"/api/v1/items">;
export type SupplierQuery = QueryOf<"/api/v1/suppliers">;
export type OrderQuery = QueryOf<"/api/v1/orders">;
export type UserQuery = QueryOf<"/api/v1/users">;
export type AuditQuery = QueryOf<"/api/v1/audit-logs">;
export type KpiQuery = QueryOf<"/api/v1/analytics/kpis">;
export type RecommendationQuery = QueryOf<"/api/v1/recommendations">;
export type AlertQuery = QueryOf<"/api/v1/alerts">;
export type ImportQuery = QueryOf<"/api/v1/imports">;
export type JobQuery = QueryOf<"/api/v1/jobs">;
export type NeedsListQuery = QueryOf<"/api/v1/needs-lists">;
export type NeedsListLineQuery = QueryOf<"/api/v1/needs-lists/{needs_list_id}/lines">;
export type StockSeriesQuery = QueryOf<"/api/v1/inventory/timeseries">;
export type DemandQuery = QueryOf<"/api/v1/demand/timeseries">;
export type ForecastQuery = QueryOf<"/api/v1/forecasts">;
export type FeatureQuery = QueryOf<"/api/v1/features">;
/** What demand and forecasts are both asked for with. */
export type SeriesQuery = Omit<DemandQuery, "sort" | "offset">;
