export const kpiFormulas = {
  "kpi-formula.total_demand_units": "soma(demanda)",
  "kpi-formula.total_demand_value": "soma(demanda * preço unitário)",
  "kpi-formula.stockout_rate":
    "pares item-local ativos e estocados com disponível <= 0 / pares item-local ativos e estocados",
  "kpi-formula.fill_rate": "soma(demanda atendida) / soma(demanda pedida)",
  "kpi-formula.abc_a_share": "soma(valor da demanda da classe A) / soma(valor da demanda)",
  "kpi-formula.delayed_orders_pct": "(entregues com atraso + em aberto após o previsto) / devidos",
  "kpi-formula.forecast_wape": "soma(|previsão - demanda|) / soma(demanda)",
  "kpi-formula.forecast_mase":
    "média(|previsão - demanda| / erro absoluto médio da previsão ingênua sazonal)",
  "kpi-formula.forecast_bias": "soma(previsão - demanda) / soma(demanda)",
  "kpi-formula.inventory_value": "soma(em estoque * custo unitário)",
  "kpi-formula.inventory_turnover":
    "custo da demanda nos últimos doze meses / valor médio do estoque nos últimos doze meses",
  "kpi-formula.days_of_cover": "soma(disponível) / soma(previsão média por dia)",
  "kpi-formula.excess_value":
    "soma(máx(0, em estoque - quantil 0,98 da demanda no prazo de entrega + revisão + 90 dias) * custo unitário)",
  "kpi-formula.expiring_value_30d":
    "soma(em estoque dos lotes que vencem em 30 dias * custo unitário)",
  "kpi-formula.site_freshness": "locais com no máximo 24 horas de atraso / locais que informam",
  "kpi-grain.sum_over_period_site_and_family": "soma por período, local e família",
  "kpi-grain.last_day_with_data_in_the_range_over_site_and_family":
    "último dia com dados no intervalo, por local e família",
  "kpi-grain.year_that_ends_with_the_range_over_site_and_family":
    "ano que termina com o intervalo, por local e família",
  "kpi-grain.now_over_site": "agora, por local",
};
