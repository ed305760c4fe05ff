import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { getTransfer } from "@/features/transfers/transfer";
import { TransferView } from "@/features/transfers/transfer-view";
import { prefetch } from "@/lib/api/prefetch";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ transferId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { transferId } = await params;
  return { title: (await getTransfer(transferId)).transfer_no };
}

export default async function TransferPage({ params }: Props) {
  await requirePermission("execution:transfer:read");
  const { id } = await getTransfer((await params).transferId);
  const answers = await prefetch([
    [`/api/v1/transfers/${id}`, {}],
    [`/api/v1/transfers/${id}/lines`, { limit: 200, offset: 0 }],
  ]);
  return (
    <Prefetched answers={answers}>
      <TransferView id={id} />
    </Prefetched>
  );
}
