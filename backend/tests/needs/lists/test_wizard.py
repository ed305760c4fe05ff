"""GET, PUT and DELETE /needs-lists/wizard."""

from typing import Any

from backend.tests.needs.lists.conftest import URL
from backend.tests.signing_in import SignedInClient

WIZARD = f"{URL}/wizard"
FIRST = {"step": 1, "event_id": 7, "site_ids": [3, 4]}


def save(client: SignedInClient, etag: str, **document: Any) -> Any:
    return client.put(WIZARD, json=document, headers={"If-Match": etag})


def test_what_was_saved_is_there_after_signing_in_again(
    oda: SignedInClient, noa: SignedInClient
) -> None:
    nothing = oda.get(WIZARD)

    saved = save(oda, nothing.headers["ETag"], **FIRST)

    assert nothing.get_json() == {"document": None, "updated_at": None, "version": 0}
    assert saved.get_json()["document"] | FIRST == saved.get_json()["document"]
    assert oda.get(WIZARD).get_json() == saved.get_json()
    assert noa.get(WIZARD).get_json()["document"] is None


def test_two_windows_do_not_overwrite_each_other(oda: SignedInClient) -> None:
    etag = oda.get(WIZARD).headers["ETag"]
    save(oda, etag, **FIRST)

    late = save(oda, etag, step=2)

    assert late.status_code == 412
    assert late.get_json()["current"]["document"]["site_ids"] == [3, 4]


def test_it_is_forgotten_when_it_is_done(oda: SignedInClient) -> None:
    etag = save(oda, oda.get(WIZARD).headers["ETag"], **FIRST).headers["ETag"]

    gone = oda.delete(WIZARD, headers={"If-Match": etag})

    assert gone.status_code == 204
    assert oda.get(WIZARD).get_json()["version"] == 0


def test_who_may_not_draft_has_no_wizard(vic: SignedInClient) -> None:
    assert vic.get(WIZARD).status_code == 403
