import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { serverApi } from "@/lib/api/server";
import type { Me } from "@/lib/api/schema-names";

/** Who is signed in; asked once per rendered page. */
export const getMe = cache(async (): Promise<Me> => {
  const { data, response } = await (await serverApi()).GET("/api/v1/auth/me");
  if (data) return data;
  if (response.status === 401) return redirectToSignIn();
  throw new Error(`The API answered ${response.status} when asked who is signed in`);
});

async function redirectToSignIn(): Promise<never> {
  const path = (await headers()).get("x-pathname") ?? "/";
  redirect(path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`);
}

/** A page that a role may not see does not exist for it. */
export async function requirePermission(permission: string): Promise<Me> {
  const me = await getMe();
  if (!me.permissions.includes(permission)) notFound();
  return me;
}
