import "server-only";
import type { Option } from "@/lib/options";
import { serverApi } from "./server";

/** The choices of filters that several pages share; an empty list when they cannot be had. */
export async function siteOptions(): Promise<Option[]> {
  const { data } = await (
    await serverApi()
  ).GET("/api/v1/sites", { params: { query: { limit: 500, sort: "name" } } });
  return (data?.data ?? []).map((site) => ({ value: String(site.id), label: site.name }));
}

export async function supplierOptions(): Promise<Option[]> {
  const { data } = await (
    await serverApi()
  ).GET("/api/v1/suppliers", { params: { query: { limit: 500, sort: "name" } } });
  return (data?.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
}

export async function familyOptions(): Promise<Option[]> {
  const { data } = await (await serverApi()).GET("/api/v1/items/families");
  return (data?.data ?? []).map(({ family }) => ({ value: family, label: family }));
}

/** Active events, the newest first. */
export async function eventOptions(): Promise<Option[]> {
  const { data } = await (
    await serverApi()
  ).GET("/api/v1/events", { params: { query: { status: "ACTIVE", limit: 500 } } });
  return (data?.data ?? []).map(({ id, code, name }) => ({
    value: String(id),
    label: `${code} · ${name}`,
  }));
}
