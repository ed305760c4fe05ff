"""The data files of a folder, and a hash that tells whether anything in it changed."""

import hashlib
from pathlib import Path

from etl.sources.errors import LoadRefused
from etl.sources.mapping import Mapping

SUFFIXES = (".csv", ".csv.gz", ".parquet")
MAPPING_NAMES = ("mapping.yaml", "mapping.yml")
CHUNK = 1024 * 1024
# Raise this when cleaning changes, so that a folder already loaded is loaded again.
CLEANING_VERSION = 1


def data_files(folder: Path) -> list[Path]:
    """Return the CSV and Parquet files directly in ``folder``, by name."""
    if not folder.is_dir():
        raise LoadRefused(f"The folder {folder} does not exist: check the path given as DATA.")
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".") and path.name.lower().endswith(SUFFIXES)
    )
    if not files:
        raise LoadRefused(
            f"The folder {folder} holds no .csv, .csv.gz or .parquet file: "
            "docs/data-format.md says what belongs there."
        )
    return files


def mapping_in(folder: Path) -> Path | None:
    """Return the mapping file that lies beside the data, if there is one."""
    found = (folder / name for name in MAPPING_NAMES)
    return next((path for path in found if path.is_file()), None)


def stem(path: Path) -> str:
    """Return the file's name without its suffixes, in lower case."""
    name = path.name.lower()
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")
    return name.removesuffix(suffix)


def file_hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def content_hash(files: dict[str, str], mapping: Mapping) -> str:
    """Return one hash over the files' names and hashes and the mapping they are read with."""
    digest = hashlib.sha256(f"cleaning {CLEANING_VERSION}\n".encode())
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{content}\n".encode())
    digest.update(mapping.model_dump_json().encode())
    return digest.hexdigest()
