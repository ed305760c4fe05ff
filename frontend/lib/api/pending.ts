/**
 * Hand-made contract of the endpoints that docs/api/openapi.json does not describe yet.
 * To be replaced: an entry goes as soon as the generated schema has its path.
 */

type Json<T> = { content: { "application/json": T } };
type None = { query?: never; header?: never; path?: never; cookie?: never };
type Get<T, Query = never> = {
  parameters: None;
  get: { parameters: Omit<None, "query"> & { query?: Query }; responses: { 200: Json<T> } };
};

export type Organisation = {
  name: string;
  currency: string | null;
  time_zone: string;
  is_demo: boolean;
  demand_period: "D" | "W" | "M" | null;
};

export type Me = {
  id: number;
  username: string;
  full_name: string;
  roles: string[];
  permissions: string[];
  locale: string;
  organisation: Organisation;
};

export type Meta = { total: number; limit: number; offset: number; as_of: string };
export type Page<T> = { data: T[]; meta: Meta };

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

type ListParams = { limit?: number; offset?: number; sort?: string };
export type ItemParams = ListParams & {
  q?: string;
  family?: string;
  abc_class?: string;
  xyz_class?: string;
  demand_class?: string;
  active?: boolean;
};

export type PendingPaths = {
  "/api/v1/auth/me": Get<Me>;
  "/api/v1/auth/session": {
    parameters: None;
    post: {
      parameters: None;
      requestBody: Json<{ username: string; password: string }>;
      responses: { 200: Json<unknown> };
    };
    delete: { parameters: None; responses: { 204: { content?: never } } };
  };
  "/api/v1/items": Get<Page<Item>, ItemParams>;
};
