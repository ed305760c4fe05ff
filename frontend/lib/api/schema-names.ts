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
export type AccuracyRow = Schema<"AccuracyGroupOut">;
export type SeriesAccuracyRow = Schema<"SeriesAccuracyOut">;
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
export type Replay = Schema<"ReplayOut">;
export type ReplayResult = Schema<"ReplayResultOut">;
export type ReplayClass = ReplayResult["abc_class"];
export type ServiceLevel = Schema<"ServiceLevelOut">;
export type ServiceLevelChange = Schema<"ServiceLevelChange">;
export type TargetClass = ServiceLevel["abc_class"];
export type JobStep = Schema<"JobDraft">["step"];
export type Purchase = Schema<"ProcurementOut">;
export type PurchaseDetail = Schema<"ProcurementDetailOut">;
export type PurchaseLine = Schema<"ProcurementLineOut">;
export type PurchaseDraft = Schema<"ProcurementDraft">;
export type PurchaseChange = Schema<"ProcurementChange">;
export type PurchaseStep = Schema<"ProcurementStep">;
export type PurchaseReceipt = Schema<"ProcurementReceipt">;
export type Donation = Schema<"DonationOut">;
export type DonationDetail = Schema<"DonationDetailOut">;
export type DonationLine = Schema<"DonationLineOut">;
export type DonationDraft = Schema<"DonationDraft">;
export type DonationChange = Schema<"DonationChange">;
export type DonationStep = Schema<"DonationStep">;
export type Intake = Schema<"DonationIntakeOut">;
export type IntakeDetail = Schema<"DonationIntakeDetailOut">;
export type IntakeDraft = Schema<"IntakeDraft">;
export type IntakeStep = Schema<"IntakeStep">;

export type StockStatus = Schema<"StockStatusOut">;
export type StockFreshness = Schema<"StockFreshnessOut">;
export type ReportingSite = Schema<"ReportingSiteOut">;
export type BurnRate = Schema<"BurnRateOut">;
export type NeedsEvent = Schema<"EventOut">;
export type NeedsEventDraft = Schema<"EventDraft">;
export type NeedsEventChange = Schema<"EventChange">;
export type Phase = Schema<"Phase">;
export type PhaseChange = Schema<"PhaseChange">;
export type PhaseConfig = Schema<"PhaseConfigOut">;
export type PhaseConfigChange = Schema<"PhaseConfigChange">;
export type PhaseHistory = Schema<"PhaseHistoryOut">;
export type LeadTime = Schema<"HorizonLeadTimeOut">;
export type LeadTimeDraft = Schema<"LeadTimeDraft">;
export type LeadTimeChange = Schema<"LeadTimeChange">;
export type SyncReport = Schema<"SyncOut">;
export type SyncDraft = Schema<"SyncDraft">;

export type ItemQuery = QueryOf<"/api/v1/items">;
export type SupplierQuery = QueryOf<"/api/v1/suppliers">;
export type OrderQuery = QueryOf<"/api/v1/orders">;
export type PurchaseQuery = QueryOf<"/api/v1/procurements">;
export type DonationQuery = QueryOf<"/api/v1/donations">;
export type UserQuery = QueryOf<"/api/v1/users">;
export type AuditQuery = QueryOf<"/api/v1/audit-logs">;
export type KpiQuery = QueryOf<"/api/v1/analytics/kpis">;
export type RecommendationQuery = QueryOf<"/api/v1/recommendations">;
export type AlertQuery = QueryOf<"/api/v1/alerts">;
export type ImportQuery = QueryOf<"/api/v1/imports">;
export type JobQuery = QueryOf<"/api/v1/jobs">;
export type StockSeriesQuery = QueryOf<"/api/v1/inventory/timeseries">;
export type DemandQuery = QueryOf<"/api/v1/demand/timeseries">;
export type ForecastQuery = QueryOf<"/api/v1/forecasts">;
export type StockStatusQuery = QueryOf<"/api/v1/stock-status">;
export type BurnRateQuery = QueryOf<"/api/v1/burn-rates">;
export type EventQuery = QueryOf<"/api/v1/events">;
export type LeadTimeQuery = QueryOf<"/api/v1/lead-times">;
export type AccuracyQuery = QueryOf<"/api/v1/forecasts/accuracy">;
export type SeriesAccuracyQuery = QueryOf<"/api/v1/forecasts/accuracy/series">;
export type FeatureQuery = QueryOf<"/api/v1/features">;
/** What demand and forecasts are both asked for with. */
export type SeriesQuery = Omit<DemandQuery, "sort" | "offset">;

export type Transfer = Schema<"TransferOut">;
export type TransferDetail = Schema<"TransferDetailOut">;
export type TransferLine = Schema<"TransferLineOut">;
export type TransferLineLots = Schema<"TransferLineLotsOut">;
export type TransferLots = Schema<"TransferLotsOut">;
export type TransferStep = Schema<"TransferStep">;
export type TransferAction = TransferStep["action"];
export type TransferOverride = Schema<"TransferOverride">;
export type NewTransfer = Schema<"NewTransfer">;
export type GoodsReceipt = Schema<"GoodsReceiptOut">;
export type TransferQuery = QueryOf<"/api/v1/transfers">;
