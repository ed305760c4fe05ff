"""What planners set: targets by class and policies by item and site. The next plan follows them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.planning.errors import ChoiceNeedsReason, ReplayNotFound
from backend.planning.models import ItemSitePolicy, Replay, ServiceLevelTarget
from backend.planning.schemas import PolicyChange, ServiceLevelChange

# Any fixed number: whoever changes a policy asks for this lock.
POLICIES_LOCK = 402_118_554


def target_to_change(session: Session, abc_class: str) -> ServiceLevelTarget:
    """Return a class's target, locked until the transaction ends."""
    return session.get_one(ServiceLevelTarget, abc_class, with_for_update=True)


def set_service_level(
    session: Session, target: ServiceLevelTarget, change: ServiceLevelChange
) -> None:
    """Set a class's target. A level chosen on a replay's curve is kept with replay and reason.

    It also takes the correction with which that curve was played; a level that is typed in has
    none.
    """
    before = _target(target)
    target.service_level = change.service_level
    target.correction, target.replay_id = 1.0, None
    if change.replay_id is not None:
        replay = session.get(Replay, change.replay_id)
        if replay is None:
            raise ReplayNotFound(change.replay_id)
        if not change.reason:
            raise ChoiceNeedsReason
        target.correction, target.replay_id = replay.level_correction, replay.id
    session.flush()
    recorder.record(
        session,
        Event.POLICY_CHANGED,
        "service_level_target",
        target.abc_class,
        before=before,
        after=_target(target),
        reason=change.reason,
    )


def hold_policies(session: Session) -> None:
    """Let changes of policies come one after the other until the transaction ends.

    A policy that is set for the first time has no row to lock yet.
    """
    session.execute(select(func.pg_advisory_xact_lock(POLICIES_LOCK)))


def set_policy(session: Session, item_id: int, site_id: int, change: PolicyChange) -> None:
    """Set what differs from the defaults for an item at a site."""
    policy = session.get(ItemSitePolicy, (item_id, site_id), with_for_update=True)
    before = None
    if policy is None:
        policy = ItemSitePolicy(item_id=item_id, site_id=site_id)
        session.add(policy)
    else:
        before = _settings(policy)
    policy.service_level = change.service_level
    policy.review_period_days = change.review_period_days
    policy.is_stocked = change.is_stocked
    session.flush()
    recorder.record(
        session,
        Event.POLICY_CHANGED,
        "item_site_policy",
        f"{item_id}/{site_id}",
        before=before,
        after=_settings(policy),
        reason=change.reason,
    )


def _target(target: ServiceLevelTarget) -> dict[str, float | int]:
    """Return a target as the log keeps it: the correction only where there is one."""
    plain: dict[str, float | int] = {"service_level": target.service_level}
    if target.replay_id is None:
        return plain
    return {**plain, "correction": target.correction, "replay_id": target.replay_id}


def _settings(policy: ItemSitePolicy) -> dict[str, float | bool | None]:
    return {
        "service_level": policy.service_level,
        "review_period_days": policy.review_period_days,
        "is_stocked": policy.is_stocked,
    }
