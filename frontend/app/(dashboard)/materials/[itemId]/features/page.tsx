import { getItem, placesOf } from "@/features/catalogue/item";
import { busiestOf } from "@/features/demand/busiest";
import { FeaturesTab } from "@/features/demand/features-tab";

type Props = { params: Promise<{ itemId: string }> };

export default async function ItemFeaturesPage({ params }: Props) {
  const { itemId } = await params;
  const item = await getItem(itemId);
  return (
    <FeaturesTab item={item.id} sites={placesOf(item)} busiest={busiestOf(item.sites)?.site_id} />
  );
}
