/**
 * Hand-made contract of the endpoints that docs/api/openapi.json does not describe yet.
 * To be replaced: an entry goes as soon as the generated schema has its path.
 */
import type * as T from "./pending-types";

type Json<Body> = { content: { "application/json": Body } };
type None = { query?: never; header?: never; path?: never; cookie?: never };
type Path<Name extends string> = { path: Record<Name, number> };
type IfMatch = { header: { "If-Match": string } };
type Params<P> = Omit<None, keyof P> & P;

type Get<Body, Query = never> = {
  parameters: None;
  get: { parameters: Params<{ query?: Query }>; responses: { 200: Json<Body> } };
};
type GetOne<Body, Name extends string> = {
  parameters: None;
  get: { parameters: Params<Path<Name>>; responses: { 200: Json<Body> } };
};
type Patch<Change, Body, Name extends string> = {
  patch: {
    parameters: Params<Path<Name> & IfMatch>;
    requestBody: Json<Change>;
    responses: { 200: Json<Body> };
  };
};
type Post<Draft, Body> = {
  post: { parameters: None; requestBody: Json<Draft>; responses: { 200: Json<Body> } };
};

export type PendingPaths = {
  "/api/v1/demand/timeseries": Get<T.Page<T.DemandPoint>, T.SeriesQuery>;
  "/api/v1/forecasts": Get<T.ForecastAnswer, T.SeriesQuery>;
  "/api/v1/features": Get<T.Page<T.FeatureRow>, T.SeriesQuery>;
  "/api/v1/recommendations": Get<T.Page<T.Recommendation>, T.RecommendationQuery>;
  "/api/v1/recommendations/{recommendation_id}": GetOne<T.Recommendation, "recommendation_id"> &
    Patch<T.Decision, T.Recommendation, "recommendation_id">;
  "/api/v1/recommendations/{recommendation_id}/explain": GetOne<T.Explanation, "recommendation_id">;
  "/api/v1/alerts": Get<T.Page<T.Alert>, T.AlertQuery>;
  "/api/v1/alerts/{alert_id}": GetOne<T.AlertDetail, "alert_id"> &
    Patch<T.AlertChange, T.AlertDetail, "alert_id">;
  "/api/v1/alerts/bulk": Post<T.AlertChange & { ids: number[] }, T.BulkResult> & {
    parameters: None;
  };
  "/api/v1/imports": Get<T.Page<T.Import>, T.ListQuery>;
  "/api/v1/imports/{import_id}": GetOne<T.ImportDetail, "import_id">;
  "/api/v1/jobs": Get<T.Page<T.Job>, T.ListQuery> & Post<{ step: string }, T.Job>;
};
