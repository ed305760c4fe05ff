"""An event in progress: lists in several states, goods on their way, a part of them received.

Everything is what the calculation finds in the demonstration's own stock and issues; where it
finds nothing short, there is nothing to tell.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from scripts.demo.people import Json, Person

SITES = 4
HALF = Decimal("0.5")
FOR_THE_CREWS = Decimal(10)


@dataclass(frozen=True, slots=True)
class Cast:
    officer: Person
    manager: Person
    approver: Person


def tell(cast: Cast, today: dt.date) -> dict[str, int]:
    """Act it out and return how many of each document there are."""
    event = open_event(cast.manager)
    give(cast, event, today)
    drafts = draft_lists(cast, event)
    if drafts:
        first, *others = drafts
        carry_out(cast, first, today)
        leave_waiting(cast, others)
    strike(cast.manager, event)
    draft_lists(cast, event)
    told = {"donations": 1}
    for name in ("needs-lists", "transfers", "procurements"):
        told[name] = len(cast.officer.rows(f"/{name}?event_id={event['id']}"))
    return told


def open_event(manager: Person) -> Json:
    """Open the event before it strikes, so that its first lists look a week ahead."""
    return manager.create(
        "/events",
        {
            "code": "STORM",
            "name": "Storm season",
            "kind": "Storm",
            "phase": "BASELINE",
            "reason": "Weather service warns of heavy rain for the coming weeks",
        },
    )


def strike(manager: Person, event: Json) -> None:
    """Move the event to SURGE: from now on hours count."""
    manager.step(
        f"/events/{event['id']}", "", to="phase", phase="SURGE", reason="Crews called out at night"
    )


def draft_lists(cast: Cast, event: Json) -> list[Json]:
    """Let the officer calculate the sites that report; the longest list comes first."""
    sites = [site["id"] for site in cast.officer.rows("/sites?freshness=HIGH&active=true")]
    if not sites:
        return []
    body = {"event_id": event["id"], "site_ids": sites[:SITES]}
    created: list[Json] = cast.officer.create("/needs-lists", body)["created"]
    return sorted(created, key=lambda made: (-made["line_count"], made["id"]))


def carry_out(cast: Cast, needs_list: Json, today: dt.date) -> None:
    """Adjust, submit and approve a list, and send off what it drafted."""
    path = f"/needs-lists/{needs_list['id']}"
    ask_for_less(cast.officer, path)
    ask_for_more(cast.officer, path)
    cast.officer.step(path, "submit", acknowledge_stale=True)
    approve(cast, path)
    for transfer in cast.officer.rows(f"/transfers?needs_list_id={needs_list['id']}"):
        send(cast, f"/transfers/{transfer['id']}")
    for order in cast.officer.rows(f"/procurements?needs_list_id={needs_list['id']}"):
        buy(cast, f"/procurements/{order['id']}", today)


def ask_for_less(officer: Person, path: str) -> None:
    """Ask for less of the line with the largest gap, with the reason."""
    lines = officer.rows(f"{path}/lines?sort=-gap_quantity&limit=1")
    if not lines:
        return
    asked = (Decimal(lines[0]["gap_quantity"]) * HALF).quantize(Decimal(1))
    officer.change(
        f"{path}/lines/{lines[0]['id']}",
        {
            "quantity": str(asked),
            "reason_code": "PARTIAL_COVERAGE",
            "note": "Half of it until the road is open again",
        },
    )


def ask_for_more(officer: Person, path: str) -> None:
    """Ask for more of what is scarce everywhere than anybody can give, so that the rest is bought.

    The first line is the one that less is asked of.
    """
    lines = officer.rows(f"{path}/lines?sort=-gap_quantity")[1:]
    if not lines:
        return
    spare = {line["id"]: spare_of(officer, f"{path}/lines/{line['id']}") for line in lines}
    scarcest = min(spare, key=lambda line: (spare[line], line))
    asked = spare[scarcest].to_integral_value(ROUND_CEILING) + FOR_THE_CREWS
    officer.change(
        f"{path}/lines/{scarcest}",
        {
            "quantity": str(asked),
            "reason_code": "DEMAND_ADJUSTED",
            "note": "Ten more crews come on Monday and need one each",
        },
    )


def spare_of(officer: Person, line: str) -> Decimal:
    """Add up what other sites and donors could give; what is bought has no such limit."""
    sources = officer.read(f"{line}/explain")["inputs"]["sources"]["value"]
    return sum((Decimal(source["capacity"] or 0) for source in sources), Decimal(0))


def approve(cast: Cast, path: str) -> None:
    """Let whoever the policy asks for approve, one after the other."""
    for person in (cast.manager, cast.approver):
        shown = person.read(path)
        if (
            shown["status"] in ("PENDING_APPROVAL", "UNDER_REVIEW")
            and "approve" in shown["actions"]
        ):
            person.step(path, "approve", acknowledge_stale=True)


def send(cast: Cast, path: str) -> None:
    if cast.officer.read(path)["status"] == "DRAFT":
        cast.officer.step(path, "submit")
    if "approve" in cast.manager.read(path)["actions"]:
        cast.manager.step(path, "approve")
    if "dispatch" in cast.officer.read(path)["actions"]:
        cast.officer.step(path, "dispatch")


def buy(cast: Cast, path: str, today: dt.date) -> None:
    """Order, ship, and receive half of what was ordered."""
    order = cast.officer.read(path)
    if order["supplier_id"] is None:
        suppliers = cast.officer.rows("/suppliers?limit=1&sort=name")
        if not suppliers:
            return
        cast.officer.change(path, {"supplier_id": suppliers[0]["id"]})
    cast.officer.step(path, "submit")
    for person in (cast.manager, cast.approver):
        if "approve" in person.read(path)["actions"]:
            person.step(path, "approve")
    if "order" not in cast.officer.read(path)["actions"]:
        return
    number = f"PO-{order['procurement_no'].removeprefix('PROC-')}"
    cast.officer.step(path, "order", po_number=number)
    arrives = dt.datetime.combine(today + dt.timedelta(days=14), dt.time(12), dt.UTC)
    cast.officer.step(path, "ship", expected_arrival_at=arrives.isoformat())
    received = [
        {
            "line_id": line["id"],
            "quantity": str((Decimal(line["ordered_quantity"]) * HALF).quantize(Decimal(1))),
            "lot_number": f"{number}-{line['id']}",
            "expires_on": (today + dt.timedelta(days=365)).isoformat(),
        }
        for line in order["lines"]
        if Decimal(line["ordered_quantity"]) >= 2
    ]
    if received:
        cast.officer.step(path, "", to="receipts", lines=received)


def leave_waiting(cast: Cast, others: list[Json]) -> None:
    """Leave one list for a decision, one returned, and the rest as drafts."""
    for place, needs_list in enumerate(others[:2]):
        path = f"/needs-lists/{needs_list['id']}"
        cast.officer.step(path, "submit", acknowledge_stale=True)
        if place == 1:
            cast.manager.step(
                path, "return", reason_code="MISSING_JUSTIFICATION", note="Which crews need it?"
            )


def give(cast: Cast, event: Json, today: dt.date) -> None:
    """Have a gift confirmed and on its way."""
    items = cast.officer.rows("/items?active=true&sort=-trailing_quantity&limit=2")
    sites = cast.officer.rows("/sites?active=true&limit=1")
    if not items or not sites:
        return
    arrives = dt.datetime.combine(today + dt.timedelta(days=3), dt.time(12), dt.UTC)
    donation = cast.officer.create(
        "/donations",
        {
            "donor_name": "Neighbouring network",
            "event_id": event["id"],
            "site_id": sites[0]["id"],
            "lines": [{"item_id": item["id"], "quantity": "20"} for item in items],
        },
    )
    path = f"/donations/{donation['id']}"
    cast.officer.step(path, "submit")
    cast.manager.step(path, "verify")
    cast.officer.step(path, "ship", expected_arrival_at=arrives.isoformat())
