import type { ReactNode } from "react";
import { AppFrame } from "@/components/shell/app-frame";
import { LocaleMenu, SchemeMenu } from "@/components/shell/preferences";
import { AccountMenu } from "@/features/access/account-menu";
import { CommandPalette } from "@/features/catalogue/command-palette";
import { WaitingCount } from "@/features/needs/decision/waiting-count";
import { FormatProvider } from "@/lib/i18n/provider";
import { pagesFor } from "@/lib/navigation";
import { PermissionsProvider } from "@/lib/permissions";
import { getMe } from "@/lib/session/session";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const me = await getMe();
  const pages = pagesFor(me.permissions);
  const { organisation } = me;
  return (
    <PermissionsProvider permissions={me.permissions}>
      <FormatProvider currency={organisation.currency} timeZone={organisation.time_zone}>
        <AppFrame
          pages={pages}
          organisation={organisation.name}
          isDemo={organisation.is_demo}
          search={<CommandPalette pages={pages} />}
          controls={
            <>
              <WaitingCount />
              <LocaleMenu />
              <SchemeMenu />
              <AccountMenu fullName={me.full_name} roles={me.roles} />
            </>
          }
        >
          {children}
        </AppFrame>
      </FormatProvider>
    </PermissionsProvider>
  );
}
