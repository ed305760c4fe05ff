"""Entity tags, without a request."""

import pytest

from backend.core.errors import PreconditionFailed, PreconditionRequired
from backend.core.etag import entity_tag, is_fresh, require_version
from backend.core.schemas import Out


class Thing(Out):
    version: int


def test_a_tag_follows_the_version_and_what_is_shown() -> None:
    tag = entity_tag(3, b"body")

    assert tag.startswith('"3-')
    assert tag == entity_tag(3, b"body")
    assert tag not in (entity_tag(4, b"body"), entity_tag(3, b"another"))


@pytest.mark.parametrize("header", ['"3-abc"', 'W/"3-abc"', '"1", "3-abc"', "*"])
def test_what_a_client_holds_is_fresh(header: str) -> None:
    assert is_fresh('"3-abc"', header)


@pytest.mark.parametrize("header", [None, '"4-abc"', "3-abc", ""])
def test_what_a_client_holds_is_not_fresh(header: str | None) -> None:
    assert not is_fresh('"3-abc"', header)


@pytest.mark.parametrize("header", ['"3-abc"', '"3"', "*", '"2", "3"'])
def test_an_edit_of_the_stored_version_passes(header: str) -> None:
    require_version(header, 3, Thing(version=3))


@pytest.mark.parametrize("header", ['"2-abc"', '"33"', '"3x"', "3", "nonsense", ""])
def test_an_edit_of_anything_else_is_refused_with_what_is_stored(header: str) -> None:
    with pytest.raises(PreconditionFailed) as refused:
        require_version(header, 3, Thing(version=3))

    assert refused.value.current == {"version": 3}


def test_an_edit_must_say_what_it_edits() -> None:
    with pytest.raises(PreconditionRequired):
        require_version(None, 3, Thing(version=3))
