"""One button approves the safe lines; the rest becomes a draft of its own."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListClaim
from backend.tests.execution.approvals.conftest import Maker, advance, submitted
from backend.tests.signing_in import SignedInClient

DEAR = {"unit_cost": Decimal(2000)}


def test_safe_lines_are_approved_and_the_rest_becomes_a_draft(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(
        oda,
        a_list({}, {"confidence": "LOW"}, {"warnings": ["burn_rate_estimated"]}),
    )

    answer = advance(mia, needs_list, "approve_safe").get_json()

    assert answer["status"] == "APPROVED"
    child = session.get_one(NeedsList, answer["child_id"])
    assert (child.status, child.parent_id, child.created_by) == (
        "DRAFT",
        needs_list.id,
        oda.user_id,
    )
    assert child.needs_list_no == answer["child_no"] != needs_list.needs_list_no
    of = select(NeedsListItem.confidence).where(NeedsListItem.warnings == [])
    assert session.scalars(of.where(NeedsListItem.needs_list_id == needs_list.id)).all() == ["HIGH"]
    session.refresh(needs_list)
    assert needs_list.total_gap_quantity == 100
    assert needs_list.total_estimated_value == 250
    assert child.total_gap_quantity == 200
    held = select(NeedsListClaim.needs_list_id)
    assert session.scalars(held).all() == [needs_list.id]
    # The child is a list like any other.
    assert advance(oda, child.id, "submit").status_code == 200


def test_splitting_does_not_lower_the_tier(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list({}, {**DEAR, "confidence": "LOW"}))

    answer = advance(mia, needs_list, "approve_safe").get_json()

    assert (answer["status"], answer["next_role"]) == ("PENDING_APPROVAL", "APPROVER")


def test_without_a_safe_line_there_is_nothing_to_approve(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list({"confidence": "MEDIUM"}))

    answer = advance(mia, needs_list, "approve_safe")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "NothingIsSafe")
    assert session.scalars(select(NeedsList.id)).all() == [needs_list.id]
