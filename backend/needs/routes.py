"""The blueprints of this domain."""

from backend.needs.events.routes import events
from backend.needs.lead_times.routes import lead_times

blueprints = (events, lead_times)
