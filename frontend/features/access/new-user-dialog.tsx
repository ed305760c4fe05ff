"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { PasswordDialog } from "./password-dialog";
import { createUser, USERS } from "./queries";
import { checkUser, hasErrors, NEW_USER, UserForm, type UserErrors } from "./user-form";

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const revalidate = useRevalidate(USERS);
  const [values, setValues] = useState(NEW_USER);
  const [errors, setErrors] = useState<UserErrors>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [password, setPassword] = useState<string | null>(null);

  async function create() {
    const found = checkUser(values, t);
    setErrors(found);
    if (hasErrors(found)) return;
    setBusy(true);
    setFailure(null);
    try {
      const email = values.email.trim() || null;
      const created = await createUser({ ...values, email, password: null });
      await revalidate();
      setPassword(created.password ?? "");
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  if (password !== null) {
    return (
      <PasswordDialog
        title={t("user.created", { name: values.full_name })}
        password={password}
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDialog
      opened
      title={t("user.new")}
      confirm={t("user.create")}
      busy={busy}
      onConfirm={() => void create()}
      onClose={onClose}
    >
      <UserForm values={values} errors={errors} isNew onChange={setValues} />
      <Failure error={failure} />
    </ConfirmDialog>
  );
}
