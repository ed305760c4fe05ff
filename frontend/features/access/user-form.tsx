"use client";

import { MultiSelect, Select, Stack, TextInput } from "@mantine/core";
import type { User } from "@/lib/api/schema-names";
import { LOCALES } from "@/lib/i18n/locale";
import { LOCALE_NAMES } from "@/lib/i18n/names";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useRoles } from "./queries";

export type UserValues = {
  username: string;
  full_name: string;
  email: string;
  roles: string[];
  locale: User["locale"];
};

export const NEW_USER: UserValues = {
  username: "",
  full_name: "",
  email: "",
  roles: ["VIEWER"],
  locale: "en",
};

export type UserErrors = Partial<Record<keyof UserValues, string>>;

const USERNAME = /^[A-Za-z0-9._@+-]{2,64}$/;

export function checkUser(values: UserValues, t: Translate): UserErrors {
  return {
    username: USERNAME.test(values.username) ? undefined : t("user.invalid-username"),
    full_name: values.full_name.trim() ? undefined : t("login.required"),
    roles: values.roles.length > 0 ? undefined : t("user.no-role"),
  };
}

export function hasErrors(errors: UserErrors): boolean {
  return Object.values(errors).some(Boolean);
}

type Props = {
  values: UserValues;
  errors: UserErrors;
  isNew: boolean;
  onChange: (values: UserValues) => void;
};

export function UserForm({ values, errors, isNew, onChange }: Props) {
  const t = useTranslate();
  const roles = useRoles().data?.data ?? [];
  const set = (part: Partial<UserValues>) => onChange({ ...values, ...part });
  return (
    <Stack gap="sm">
      <TextInput
        label={t("user.username")}
        description={isNew ? t("user.username.hint") : undefined}
        disabled={!isNew}
        autoComplete="off"
        value={values.username}
        error={errors.username}
        onChange={(event) => set({ username: event.currentTarget.value.trim() })}
      />
      <TextInput
        label={t("user.full-name")}
        value={values.full_name}
        error={errors.full_name}
        onChange={(event) => set({ full_name: event.currentTarget.value })}
      />
      <TextInput
        label={t("user.email")}
        type="email"
        value={values.email}
        error={errors.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <MultiSelect
        label={t("user.roles")}
        data={roles.map(({ name }) => ({ value: name, label: t.code("role", name) }))}
        value={values.roles}
        error={errors.roles}
        onChange={(chosen) => set({ roles: chosen })}
      />
      <Select
        label={t("user.locale")}
        allowDeselect={false}
        data={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
        value={values.locale}
        onChange={(locale) => set({ locale: locale === "pt-BR" ? "pt-BR" : "en" })}
      />
    </Stack>
  );
}
