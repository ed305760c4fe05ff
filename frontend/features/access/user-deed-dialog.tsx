"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { User } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { PasswordDialog } from "./password-dialog";
import { changeUser, resetPassword, USERS } from "./queries";

export type UserDeed = "deactivate" | "reset";

type Props = { user: User; deed: UserDeed; onClose: () => void };

/** What takes something away from a user is asked once more. */
export function UserDeedDialog({ user, deed, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(USERS);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [password, setPassword] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    setFailure(null);
    try {
      if (deed === "reset") {
        setPassword((await resetPassword(user.id)).password ?? "");
      } else {
        await changeUser(user.id, user.version, { is_active: false });
        notifications.show({ message: t("user.saved", { name: user.full_name }) });
        onClose();
      }
      await revalidate();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  if (password !== null) {
    return <PasswordDialog title={t("user.password")} password={password} onClose={onClose} />;
  }
  return (
    <ConfirmDialog
      opened
      isDangerous
      title={t(`user.${deed}.title`, { name: user.full_name })}
      text={t(`user.${deed}.text`)}
      confirm={t(`user.${deed}`)}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Failure error={failure} />
    </ConfirmDialog>
  );
}
