"""The dashboard is built again when, and only when, what is served would change."""

from pathlib import Path

import pytest

from scripts.runtime.dashboard import fingerprint, lay_out
from scripts.runtime.failures import CannotStart


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    for name in ("app/page.tsx", "package-lock.json", "lib/format.ts"):
        write(tmp_path / name, name)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["app/page.tsx", "package-lock.json", "app/new/page.tsx"])
def test_a_changed_source_is_noticed(name: str, frontend: Path) -> None:
    before = fingerprint(frontend)

    write(frontend / name, "changed")

    assert fingerprint(frontend) != before


@pytest.mark.parametrize(
    "name",
    [
        *("app/page.test.tsx", "e2e/journey.spec.ts", "next-env.d.ts", "tsconfig.tsbuildinfo"),
        *(".next/trace", "node_modules/x/index.js", ".build.lock"),
    ],
)
def test_what_is_not_served_does_not_count(name: str, frontend: Path) -> None:
    before = fingerprint(frontend)

    write(frontend / name, "changed")

    assert fingerprint(frontend) == before


def test_a_renamed_source_is_noticed(frontend: Path) -> None:
    before = fingerprint(frontend)

    (frontend / "app/page.tsx").rename(frontend / "app/layout.tsx")

    assert fingerprint(frontend) != before


def test_the_server_is_laid_out_with_its_static_files(frontend: Path) -> None:
    write(frontend / ".next/standalone/server.js", "serve()")
    write(frontend / ".next/static/chunk.js", "chunk")
    write(frontend / "public/robots.txt", "none")
    target = frontend / "served"
    write(target / "old.js", "of the build before")

    lay_out(frontend, target)

    laid_out = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert laid_out == {"server.js", ".next/static/chunk.js", "public/robots.txt"}


def test_a_build_without_a_server_is_told(frontend: Path) -> None:
    with pytest.raises(CannotStart, match="left no server"):
        lay_out(frontend, frontend / "served")
