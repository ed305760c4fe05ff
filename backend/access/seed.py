"""Puts the roles of ``permissions.ROLES`` into the database, as often as one likes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import Role, RolePermission
from backend.access.permissions import ROLES


def seed_roles(session: Session) -> list[str]:
    """Make the known roles match their definitions; roles that people added are left alone."""
    stored = {role.name: role for role in session.scalars(select(Role))}
    for name, definition in ROLES.items():
        role = stored.get(name) or Role(name=name, description=definition.description)
        role.description = definition.description
        granted = {grant.permission: grant for grant in role.grants}
        role.grants = [
            granted.get(permission) or RolePermission(permission=permission.value)
            for permission in sorted(definition.permissions)
        ]
        session.add(role)
    session.flush()
    return sorted(ROLES)
