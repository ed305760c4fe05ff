import { Badge, Group, Text } from "@mantine/core";
import type { Column } from "@/components/data-table/columns";
import { Freshness } from "@/components/freshness";
import type { User } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { UserMenu, type UserAction } from "./user-menu";

type Act = ((user: User, action: UserAction) => void) | null;

export function userColumns(t: Translate, now: string, onAct: Act): Column<User>[] {
  const columns: Column<User>[] = [
    {
      key: "name",
      label: t("user.full-name"),
      sort: "full_name",
      isTitle: true,
      render: (user) => (
        <div>
          <Text span inherit fw={560}>
            {user.full_name}
          </Text>
          <Text size="xs" c="dimmed">
            {user.username}
          </Text>
        </div>
      ),
    },
    { key: "email", label: t("user.email"), isOptional: true, render: (u) => u.email ?? ABSENT },
    {
      key: "roles",
      label: t("user.roles"),
      render: (user) => (
        <Group gap={4}>
          {user.roles.map((role) => (
            <Badge key={role} color="petrol" className="qm-badge">
              {t.code("role", role)}
            </Badge>
          ))}
        </Group>
      ),
    },
    {
      key: "state",
      label: t("user.state"),
      sort: "is_active",
      render: (user) => stateOf(user, now, t),
    },
    {
      key: "last-login",
      label: t("user.last-login"),
      sort: "last_login_at",
      render: (user) =>
        user.last_login_at ? <Freshness at={user.last_login_at} /> : t("user.never"),
    },
  ];
  if (onAct) {
    columns.push({
      key: "act",
      label: "",
      align: "end",
      render: (user) => <UserMenu user={user} onAct={(action) => onAct(user, action)} />,
    });
  }
  return columns;
}

function stateOf(user: User, now: string, t: Translate): string {
  if (!user.is_active) return t("user.inactive");
  return user.locked_until && user.locked_until > now ? t("user.locked") : t("user.active");
}
