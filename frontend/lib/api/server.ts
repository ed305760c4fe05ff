import "server-only";
import { headers } from "next/headers";
import createClient from "openapi-fetch";
import { apiUrl } from "@/lib/env";
import type { Paths } from "./schema-names";

/** The client of server components: straight to the API, with the cookies of this request. */
export async function serverApi() {
  const cookie = (await headers()).get("cookie") ?? "";
  return createClient<Paths, "application/json">({
    baseUrl: apiUrl(),
    headers: { cookie },
    cache: "no-store",
  });
}
