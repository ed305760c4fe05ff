"""The blueprints of this domain."""

from backend.access.sessions.routes import auth
from backend.access.users.routes import roles, users

blueprints = (auth, users, roles)
