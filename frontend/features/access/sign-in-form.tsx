"use client";

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { ApiError, explainError } from "@/lib/api/problem";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { loadAnew } from "@/lib/session/leave";
import { signIn, type Credentials } from "./queries";

function explain(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return explainError(error, t);
  if (error.status === 401) return t("login.wrong");
  if (error.status === 423 || error.status === 429) return t("login.locked");
  return t("login.failed", { detail: explainError(error, t) });
}

function useSignIn(target: string) {
  const t = useTranslate();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(credentials: Credentials) {
    setBusy(true);
    setFailure(null);
    try {
      await signIn(credentials);
      loadAnew(target);
    } catch (error) {
      setFailure(explain(error, t));
      setBusy(false);
    }
  }
  return { submit, failure, busy };
}

export function SignInForm({ target }: { target: string }) {
  const t = useTranslate();
  const { submit, failure, busy } = useSignIn(target);
  const [missing, setMissing] = useState<Partial<Credentials>>({});

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const username = String(form.get("username") ?? "").trim();
    const password = String(form.get("password") ?? "");
    setMissing({
      username: username ? undefined : t("login.required"),
      password: password ? undefined : t("login.required"),
    });
    if (username && password) void submit({ username, password });
  }

  return (
    <form onSubmit={onSubmit} noValidate method="post">
      <Stack gap="md">
        {failure && (
          <Alert color="vermilion" icon={<IconAlertTriangle size={18} />} role="alert">
            {failure}
          </Alert>
        )}
        <TextInput
          name="username"
          label={t("login.username")}
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          error={missing.username}
        />
        <PasswordInput
          name="password"
          label={t("login.password")}
          autoComplete="current-password"
          error={missing.password}
        />
        <Button type="submit" size="sm" loading={busy} mt="xs">
          {t("login.submit")}
        </Button>
      </Stack>
    </form>
  );
}
