"""What the documents for operators say can be typed, and does what they say."""

import re
from pathlib import Path

import pytest

from scripts.runtime.places import ROOT

DOCUMENTS = ("docs/runbook.md", "docs/ROLLBACK.md", "docs/configuration.md")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z0-9-]*):.*## ", MAKEFILE, re.MULTILINE))


def typed(document: str) -> set[str]:
    """Find what a document tells a person to make, in code blocks and in running text."""
    text = (ROOT / document).read_text("utf-8")
    return set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_exists(document: str) -> None:
    assert sorted(typed(document) - targets()) == []


def test_documents_point_to_files_that_exist() -> None:
    for document in DOCUMENTS:
        for path in re.findall(
            r"`?((?:docs|scripts)/[\w./-]+\.\w+)", (ROOT / document).read_text()
        ):
            assert (ROOT / path).exists(), f"{document} names {path}"


def test_every_target_is_in_a_group_and_says_what_it_does() -> None:
    declared = " ".join(re.findall(r"^\.PHONY:(.*)$", MAKEFILE, re.MULTILINE))

    assert set(declared.split()) == targets()
    assert MAKEFILE.index("##@ ") < MAKEFILE.index("\nrun:")


def test_continuous_integration_runs_what_a_person_types() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()

    assert script[-1] == "exec make test"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("script", ["backup.sh", "restore.sh"])
def test_scripts_for_operators_can_be_run(script: str) -> None:
    path = Path(ROOT / "scripts" / script)

    assert path.stat().st_mode & 0o111
    assert path.read_text("utf-8").splitlines()[0] == "#!/usr/bin/env bash"
