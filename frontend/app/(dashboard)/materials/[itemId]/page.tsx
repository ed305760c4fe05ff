import { getItem, placesOf } from "@/features/catalogue/item";
import { DemandTab } from "@/features/demand/demand-tab";

type Props = { params: Promise<{ itemId: string }> };

export default async function ItemDemandPage({ params }: Props) {
  const { itemId } = await params;
  const item = await getItem(itemId);
  return <DemandTab item={item.id} unit={item.unit} sites={placesOf(item)} />;
}
