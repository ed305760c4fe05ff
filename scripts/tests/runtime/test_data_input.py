"""A second start loads nothing unless a file, the mapping or the database changed."""

from pathlib import Path

import pytest

from scripts.runtime.data_input import Source, read_note, remember
from scripts.runtime.places import Places


@pytest.fixture
def source(tmp_path: Path) -> Source:
    folder = tmp_path / "input"
    folder.mkdir()
    (folder / "demand.csv").write_text("date,sku,quantity\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text("strict: true\n", encoding="utf-8")
    return Source(folder, tmp_path / "mapping.yaml")


def test_the_same_files_are_the_same_input(source: Source) -> None:
    assert source.fingerprint() == Source(source.folder, source.mapping).fingerprint()


@pytest.mark.parametrize("name", ["input/demand.csv", "input/orders.csv", "mapping.yaml"])
def test_a_changed_or_new_file_is_another_input(name: str, source: Source, tmp_path: Path) -> None:
    before = source.fingerprint()

    (tmp_path / name).write_text("something else\n", encoding="utf-8")

    assert source.fingerprint() != before


def test_what_was_loaded_is_remembered(source: Source, tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert read_note(places) is None

    remember(places, source, "fingerprint", "hash")

    note = read_note(places)
    assert note is not None
    assert (note["folder"], note["input_hash"]) == (str(source.folder), "hash")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"folder": "x"}'])
def test_a_broken_note_counts_as_none(text: str, tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.input.write_text(text, encoding="utf-8")

    assert read_note(places) is None
