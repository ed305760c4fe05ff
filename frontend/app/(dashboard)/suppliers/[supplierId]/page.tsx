import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { latestOrdersQuery } from "@/features/procurement/filters";
import { LatestOrders } from "@/features/procurement/latest-orders";
import { getSupplier } from "@/features/suppliers/supplier";
import { SupplierHeader } from "@/features/suppliers/supplier-header";
import { SupplierItems } from "@/features/suppliers/supplier-items";
import { prefetch } from "@/lib/api/prefetch";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ supplierId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { supplierId } = await params;
  return { title: (await getSupplier(supplierId)).name };
}

export default async function SupplierPage({ params }: Props) {
  const { permissions } = await requirePermission("suppliers:supplier:read");
  const mayReadOrders = permissions.includes("procurement:order:read");
  const supplier = await getSupplier((await params).supplierId);
  const orders = latestOrdersQuery(supplier.id);
  const answers = await prefetch(mayReadOrders ? [["/api/v1/orders", orders]] : []);
  return (
    <Prefetched answers={answers}>
      <SupplierHeader supplier={supplier} />
      <Stack gap="md">
        <SupplierItems items={supplier.offered} />
        {mayReadOrders && <LatestOrders supplier={supplier.id} />}
      </Stack>
    </Prefetched>
  );
}
