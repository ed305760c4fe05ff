import type { Metadata } from "next";
import { getPurchase } from "@/features/purchases/purchase";
import { PurchasePage } from "@/features/purchases/purchase-page";
import { supplierOptions } from "@/lib/api/reference";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ procurementId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { procurementId } = await params;
  return { title: (await getPurchase(procurementId)).procurement_no };
}

export default async function OneProcurementPage({ params }: Props) {
  await requirePermission("procurement:procurement:read");
  const [purchase, suppliers] = await Promise.all([
    getPurchase((await params).procurementId),
    supplierOptions(),
  ]);
  return <PurchasePage first={purchase} suppliers={suppliers} />;
}
