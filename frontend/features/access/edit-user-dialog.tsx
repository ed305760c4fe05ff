"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { User, UserChange } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT } from "@/lib/format";
import { LOCALE_NAMES } from "@/lib/i18n/names";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { changeUser, USERS } from "./queries";
import { checkUser, hasErrors, UserForm, type UserErrors, type UserValues } from "./user-form";

type Props = { user: User; onClose: () => void };

export function valuesOf(user: User): UserValues {
  return { ...user, email: user.email ?? "" };
}

function changeOf(values: UserValues): Partial<UserChange> {
  const { full_name, roles, locale } = values;
  return { full_name: full_name.trim(), roles, locale, email: values.email.trim() || null };
}

export function EditUserDialog({ user, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(USERS);
  const [values, setValues] = useState<UserValues>(() => valuesOf(user));
  const [errors, setErrors] = useState<UserErrors>({});
  const saving = useSave((version, change: Partial<UserChange>) =>
    changeUser(user.id, version, change),
  );

  async function save(version: number) {
    const found = checkUser(values, t);
    setErrors(found);
    if (hasErrors(found)) return;
    const saved = await saving.run(version, changeOf(values));
    if (!saved) return;
    notifications.show({ message: t("user.saved", { name: saved.full_name }) });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("user.edit", { name: user.full_name })}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => void save(user.version)}
        onClose={onClose}
      >
        <UserForm values={values} errors={errors} isNew={false} onChange={setValues} />
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        busy={saving.busy}
        fields={saving.conflict ? conflictFields(saving.conflict, values, t) : []}
        onOverwrite={() => void save(saving.conflict?.version ?? user.version)}
        onClose={saving.dismiss}
      />
    </>
  );
}

function conflictFields(stored: User, mine: UserValues, t: Translate): ConflictField[] {
  const roles = (names: string[]) => names.map((name) => t.code("role", name)).join(", ");
  return [
    { label: t("user.full-name"), theirs: stored.full_name, mine: mine.full_name },
    { label: t("user.email"), theirs: stored.email ?? ABSENT, mine: mine.email || ABSENT },
    { label: t("user.roles"), theirs: roles(stored.roles), mine: roles(mine.roles) },
    {
      label: t("user.locale"),
      theirs: LOCALE_NAMES[stored.locale],
      mine: LOCALE_NAMES[mine.locale],
    },
  ];
}
