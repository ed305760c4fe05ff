/** How figures are made, word for word as the API says it, under the figure's own name. */
export const kpiFormulas = {
  "kpi-formula.total_demand_units": "sum(demand)",
  "kpi-formula.total_demand_value": "sum(demand * unit price)",
  "kpi-formula.stockout_rate":
    "active stocked item-sites with available <= 0 / active stocked item-sites",
  "kpi-formula.fill_rate": "sum(demand filled) / sum(demand asked)",
  "kpi-formula.abc_a_share": "sum(demand value of class A) / sum(demand value)",
  "kpi-formula.delayed_orders_pct": "(delivered late + open past expected) / due",
  "kpi-formula.forecast_wape": "sum(|forecast - demand|) / sum(demand)",
  "kpi-formula.forecast_mase":
    "mean(|forecast - demand| / mean absolute error of the seasonal naive forecast)",
  "kpi-formula.forecast_bias": "sum(forecast - demand) / sum(demand)",
  "kpi-formula.inventory_value": "sum(on hand * unit cost)",
  "kpi-formula.inventory_turnover":
    "cost of demand over the trailing year / mean inventory value over the trailing year",
  "kpi-formula.days_of_cover": "sum(available) / sum(mean forecast per day)",
  "kpi-formula.excess_value":
    "sum(max(0, on hand - 0.98 quantile of demand over lead time + review + 90 days) * unit cost)",
  "kpi-formula.expiring_value_30d": "sum(on hand of lots that expire within 30 days * unit cost)",
  "kpi-formula.site_freshness": "sites at most 24 hours behind / sites that report",
  "kpi-grain.sum_over_period_site_and_family": "sum over period, site and family",
  "kpi-grain.last_day_with_data_in_the_range_over_site_and_family":
    "last day with data in the range, over site and family",
  "kpi-grain.year_that_ends_with_the_range_over_site_and_family":
    "year that ends with the range, over site and family",
  "kpi-grain.now_over_site": "now, over site",
};
