import { getItem, placesOf } from "@/features/catalogue/item";
import { ItemSupply } from "@/features/catalogue/item-supply";
import { InventoryTab } from "@/features/inventory/inventory-tab";

type Props = { params: Promise<{ itemId: string }> };

export default async function ItemInventoryPage({ params }: Props) {
  const { itemId } = await params;
  const item = await getItem(itemId);
  return (
    <>
      <InventoryTab item={item.id} unit={item.unit} sites={placesOf(item)} />
      <ItemSupply item={item} />
    </>
  );
}
