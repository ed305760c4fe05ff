import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { getEvent } from "@/features/events/event";
import { EventView } from "@/features/events/event-view";
import { prefetch } from "@/lib/api/prefetch";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ eventId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { eventId } = await params;
  return { title: (await getEvent(eventId)).name };
}

export default async function EventPage({ params }: Props) {
  await requirePermission("needs:event:read");
  const { id } = await getEvent((await params).eventId);
  const answers = await prefetch([
    [`/api/v1/events/${id}`, {}],
    [`/api/v1/events/${id}/phase-configs`, {}],
    [`/api/v1/events/${id}/phase-history`, {}],
  ]);
  return (
    <Prefetched answers={answers}>
      <EventView id={id} />
    </Prefetched>
  );
}
