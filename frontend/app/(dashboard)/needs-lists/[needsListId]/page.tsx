import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { FairSharePanel } from "@/features/needs-lists/fair-share-panel";
import { lineQuery, readLineFilter } from "@/features/needs-lists/filters";
import { LinesTable } from "@/features/needs-lists/lines-table";
import { ListHeader } from "@/features/needs-lists/list-header";
import { getNeedsList } from "@/features/needs-lists/needs-list";
import { prefetch } from "@/lib/api/prefetch";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ needsListId: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getNeedsList((await params).needsListId)).needs_list_no };
}

export default async function NeedsListPage({ params, searchParams }: Props) {
  await requirePermission("needs:list:read");
  const needsList = await getNeedsList((await params).needsListId);
  const query = lineQuery(readLineFilter(await asParams(searchParams)));
  const answers = await prefetch([[`/api/v1/needs-lists/${needsList.id}/lines`, query]]);
  return (
    <Prefetched answers={answers}>
      <ListHeader initial={needsList} />
      <Stack gap="md">
        <LinesTable initial={needsList} />
        <FairSharePanel initial={needsList} />
      </Stack>
    </Prefetched>
  );
}
