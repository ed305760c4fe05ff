"use client";

import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import type { User } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { EditUserDialog } from "./edit-user-dialog";
import { readUserFilter, STATES, userQuery } from "./filters";
import { NewUserDialog } from "./new-user-dialog";
import { USERS, useRoles, useUsers } from "./queries";
import { userColumns } from "./user-columns";
import { UserDeedDialog } from "./user-deed-dialog";
import type { UserAction } from "./user-menu";

type Wanted = { user: User; action: UserAction };

export function UsersTable() {
  const t = useTranslate();
  const mayManage = useMay("access:user:manage");
  const { params, update } = useUrlState();
  const filter = readUserFilter(params);
  const query = userQuery(filter);
  const answer = useUsers(query);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [isCreating, setCreating] = useState(false);
  const act = (user: User, action: UserAction) => setWanted({ user, action });
  const close = () => setWanted(null);
  return (
    <>
      <DataTable
        name="users"
        label={t("admin.users")}
        columns={userColumns(t, answer.data?.meta.as_of ?? "", mayManage ? act : null)}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(USERS, query)}
        filters={<UserFilters />}
        actions={
          mayManage && (
            <Button
              leftSection={<IconUserPlus size={16} stroke={1.6} />}
              onClick={() => setCreating(true)}
            >
              {t("user.new")}
            </Button>
          )
        }
      />
      {isCreating && <NewUserDialog onClose={() => setCreating(false)} />}
      {wanted?.action === "edit" && <EditUserDialog user={wanted.user} onClose={close} />}
      {wanted && wanted.action !== "edit" && (
        <UserDeedDialog user={wanted.user} deed={wanted.action} onClose={close} />
      )}
    </>
  );
}

function UserFilters() {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readUserFilter(params);
  const roles = useRoles().data?.data ?? [];
  const { set } = useFilters(update);
  return (
    <>
      <FilterSearch label={t("user.search")} value={filter.q} onChange={set("q")} />
      <FilterSelect
        label={t("user.role")}
        value={filter.role}
        options={roles.map(({ name }) => ({ value: name, label: t.code("role", name) }))}
        onChange={set("role")}
      />
      <FilterSelect
        label={t("user.state")}
        width={130}
        value={filter.active}
        options={STATES.map((value) => ({
          value,
          label: t(value === "true" ? "user.active" : "user.inactive"),
        }))}
        onChange={set("active")}
      />
    </>
  );
}
