"""Who looks at a procurement, with the rights that others lend them. No Flask."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import RolePermission, User, user_roles
from backend.access.permissions import Permission
from backend.access.queries import SignedIn, organisation, role_names
from backend.core import clock
from backend.procurement.above import approval_delegations
from backend.procurement.purchases.authority import Lent, Viewer


def viewer_of(session: Session, person: SignedIn) -> Viewer:
    return Viewer(person.id, person.roles, person.permissions, lent_to(session, person.id))


def lent_to(session: Session, user_id: int) -> list[Lent]:
    """Return who lends somebody their right to decide on purchases today.

    The same delegations as for needs lists; one is worth nothing once its giver left.
    """
    given = approval_delegations.c
    day = clock.today(organisation(session).time_zone)
    may_decide = (
        select(user_roles.c.user_id)
        .join(RolePermission, RolePermission.role_id == user_roles.c.role_id)
        .where(RolePermission.permission == Permission.PROCUREMENT_APPROVE.value)
    )
    rows = (
        select(User.id, role_names())
        .join(approval_delegations, given.from_user_id == User.id)
        .where(
            given.to_user_id == user_id,
            given.revoked_at.is_(None),
            given.starts_on <= day,
            given.ends_on >= day,
            User.is_active,
            User.id.in_(may_decide),
        )
        .order_by(User.id)
    )
    return [Lent(row.id, frozenset(row.roles)) for row in session.execute(rows)]
