"""Giving a gift by hand, as the API takes it, and which lines could be given some."""

from pydantic import Field

from backend.core.schemas import Exact, Id, In, Out
from backend.execution.donations.schemas import Amount, DonationPath, Text
from backend.needs.calculation.rules import Severity
from backend.needs.lists.workflow import NeedsListStatus


class AllocationPath(DonationPath):
    allocation_id: Id


class AllocationDraft(In):
    donation_item_id: Id = Field(description="The line of the donation.")
    needs_list_item_id: Id = Field(description="The line of an approved list that gets it.")
    quantity: Amount
    reason: Text = Field(description="Why this list may have it, what the donor said included.")


class AllocationRelease(In):
    reason: Text


class DonationOptionOut(Out):
    """A line of an approved list that the donation could be given to."""

    id: int = Field(description="The line of the needs list.")
    donation_item_id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    needs_list_id: int
    needs_list_no: str
    needs_list_status: NeedsListStatus
    event_id: int
    site_id: int
    site_code: str
    site_name: str
    severity: Severity = Field(description="When the list was calculated.")
    wanted_quantity: Exact
    fulfilled_quantity: Exact
    promised_quantity: Exact = Field(description="Of donations, and still to come.")
    open_quantity: Exact = Field(description="Wanted, neither received nor promised of a donation.")
    free_quantity: Exact = Field(description="What is left of the donated item.")
