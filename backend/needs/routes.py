"""The blueprints of this domain."""

from backend.needs.events.routes import events
from backend.needs.lead_times.routes import lead_times
from backend.needs.status.routes import burn_rates, stock_status
from backend.needs.sync.routes import sync

blueprints = (events, lead_times, sync, stock_status, burn_rates)
