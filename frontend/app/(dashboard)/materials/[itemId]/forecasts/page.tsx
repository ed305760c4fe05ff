import { getItem, placesOf } from "@/features/catalogue/item";
import { busiestOf } from "@/features/demand/busiest";
import { ForecastsTab } from "@/features/demand/forecasts-tab";

type Props = { params: Promise<{ itemId: string }> };

export default async function ItemForecastsPage({ params }: Props) {
  const { itemId } = await params;
  const item = await getItem(itemId);
  return (
    <ForecastsTab
      item={item.id}
      unit={item.unit}
      sites={placesOf(item)}
      busiest={busiestOf(item.sites)?.site_id}
    />
  );
}
