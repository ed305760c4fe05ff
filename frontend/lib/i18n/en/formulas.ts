/**
 * The formulas of derivations, word for word as the API sends them: what it sends is recognised by
 * these texts, and then said in the reader's language.
 */
export const formulas = {
  "needs-formula.available": "max(usable - reserved, 0)",
  "needs-formula.coverage": "available + strict inbound",
  "needs-formula.required": "burn rate x planning window x safety factor",
  "needs-formula.gap": "max(required - coverage, 0)",
  "needs-formula.time_to_stockout": "available / burn rate",
  "needs-formula.time_to_stockout_with_inbound": "coverage / burn rate",
  "needs-formula.trigger_threshold": "lead time x (1 + buffer)",
  "needs-formula.lasts": "available and what lands before it ends, / burn rate",
  "needs-formula.horizon_a": "waterfall by arrival, each source up to what it can give",
  "needs-formula.horizon_b": "waterfall by arrival, each source up to what it can give",
  "needs-formula.horizon_c": "waterfall by arrival, each source up to what it can give",
  "needs-formula.unmet": "what arrives after the stock ends, or from nowhere",
  "plan-formula.available": "on_hand - reserved",
  "plan-formula.forecast_per_day": "mean demand over the protection interval / its days",
  "plan-formula.days_of_cover": "max(available, 0) / forecast_per_day",
  "plan-formula.protection_days": "lead_time_days + review_days",
  "plan-formula.mean_demand": "forecast mean over protection_days",
  "plan-formula.corrected_level": "service_level with its odds times the correction {correction}",
  "plan-formula.order_up_to":
    "quantile {level} of demand until the next order arrives, on {paths} simulated paths ({family})",
  "plan-formula.order_up_to.mixed":
    "quantile {level} of demand until the next order arrives, on {paths} simulated paths ({family}), mixed over the days that {deliveries} deliveries took",
  "plan-formula.reorder_point": "order_up_to: every review orders what is missing",
  "plan-formula.safety_stock": "max(order_up_to - mean_demand, 0)",
  "plan-formula.excess_level": "quantile {level} of demand over protection_days + {days}",
  "plan-formula.on_order_in_time": "open orders that land before the next order would",
  "plan-formula.position": "available + on_order_in_time",
  "plan-formula.need":
    "least order with which {level} of the paths lose nothing between its arrival and the next order's",
  "plan-formula.suggested_quantity": "need, at least min_order_quantity, rounded up to pack_size",
  "plan-formula.expected_lost": "mean demand that the paths lose in that time all the same",
  "plan-formula.distance": "great circle",
  "plan-formula.surplus": "donor's available - donor's order_up_to",
  "plan-formula.moved": "min(order_up_to - position, surplus)",
  "plan-formula.quantity": "suggested_quantity once more, with what is moved on the shelf",
  "plan-formula.runs_out_on": "as_of + stock and earlier orders / forecast_per_day",
  "plan-formula.excess": "available + all open orders - excess_level",
  "spread-family.negative_binomial": "negative binomial",
  "spread-family.gamma": "gamma",
  "spread-family.normal": "normal",
} as const;
