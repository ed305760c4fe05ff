import type { Metadata } from "next";
import { SignInForm } from "@/features/access/sign-in-form";
import { SignInFrame } from "@/features/access/sign-in-frame";
import { getTranslate } from "@/lib/i18n/server";
import { safeTarget } from "@/lib/session/target";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("login.title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: Props) {
  const { next } = await searchParams;
  return (
    <SignInFrame>
      <SignInForm target={safeTarget(next)} />
    </SignInFrame>
  );
}
