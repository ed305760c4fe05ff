"""The blueprints of this domain."""

from backend.needs.events.routes import events

blueprints = (events,)
