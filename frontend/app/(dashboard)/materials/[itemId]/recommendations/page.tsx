import { getItem } from "@/features/catalogue/item";
import { ItemRecommendations } from "@/features/recommendations/recommendations-table";

type Props = { params: Promise<{ itemId: string }> };

export default async function ItemRecommendationsPage({ params }: Props) {
  const { itemId } = await params;
  const item = await getItem(itemId);
  return <ItemRecommendations item={item.id} />;
}
