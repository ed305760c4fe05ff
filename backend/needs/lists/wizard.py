"""Keeps how far somebody is with new lists, so that a reload or a sign-out loses nothing."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend.needs.lists.models import NeedsListWizard
from backend.needs.lists.schemas import WizardDocument, WizardOut

# With the user's key, what a first save is locked by: there is no row yet.
WIZARD_LOCK = 402_118
NOTHING = WizardOut(document=None, updated_at=None, version=0)


def hold(session: Session, user_id: int) -> None:
    """Let one's own saves come one after the other, also from two windows."""
    session.execute(select(func.pg_advisory_xact_lock(WIZARD_LOCK, user_id)))


def saved(session: Session, user_id: int) -> WizardOut:
    row = session.get(NeedsListWizard, user_id, populate_existing=True)
    return NOTHING if row is None else WizardOut.model_validate(row)


def save(session: Session, user_id: int, document: WizardDocument) -> None:
    row = session.get(NeedsListWizard, user_id)
    if row is None:
        row = NeedsListWizard(user_id=user_id)
        session.add(row)
    row.document = document.model_dump(mode="json")
    session.flush()
    session.refresh(row)


def forget(session: Session, user_id: int) -> None:
    session.execute(delete(NeedsListWizard).where(NeedsListWizard.user_id == user_id))
