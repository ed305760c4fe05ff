import type { ReactNode } from "react";
import { ListTitle } from "@/features/needs-lists/list-title";
import { getNeedsList } from "@/features/needs-lists/needs-list";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ needsListId: string }>; children: ReactNode };

/** The list, its decision and its history are three views of one thing, under one heading. */
export default async function NeedsListLayout({ params, children }: Props) {
  await requirePermission("needs:list:read");
  const needsList = await getNeedsList((await params).needsListId);
  return (
    <>
      <ListTitle initial={needsList} />
      {children}
    </>
  );
}
