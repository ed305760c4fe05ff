"""Which quantiles of demand are kept."""

# The one set of quantile levels, in the order in which they are stored.
QUANTILE_LEVELS = (0.005, 0.1, 0.5, 0.9, 0.95, 0.98, 0.99, 0.995)
