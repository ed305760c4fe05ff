"""Files that a person sends, put into a folder of their own. Knows neither Flask nor tables.

A name from outside is never used as a path: what is stored is a plain name in a new folder, also
for the members of a zip, and what is unpacked is counted as it comes, whatever its header claims.
"""

import gzip
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast
from uuid import uuid4

from backend.jobs.errors import UploadRefused

DATA_SUFFIXES = (".csv", ".csv.gz", ".parquet")
MAPPING_SUFFIXES = (".yaml", ".yml")
MAPPING_NAME = "mapping.yaml"
MOST_FILES = 200
LONGEST_NAME = 120
CHUNK = 1024 * 1024
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of the request."""

    name: str
    stream: IO[bytes]


@dataclass(frozen=True, slots=True)
class StoredUpload:
    folder: Path
    names: tuple[str, ...]

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def store(
    root: Path, files: Iterable[Upload], mapping: Upload | None, *, most_bytes: int
) -> StoredUpload:
    """Put the files into a new folder below ``root``; nothing stays there if one is refused."""
    folder = root / "uploads" / uuid4().hex
    folder.mkdir(parents=True)
    writer = _Writer(folder, most_bytes)
    try:
        for file in files:
            if file.name.lower().endswith(".zip"):
                writer.unpack(file)
            else:
                writer.write(safe_name(file.name), file.stream)
        if mapping is not None:
            _check_mapping_name(mapping.name)
            writer.write(MAPPING_NAME, mapping.stream)
        if not writer.data_names:
            raise UploadRefused("Send at least one .csv, .csv.gz, .parquet or .zip file.")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return StoredUpload(folder, tuple(writer.data_names))


def safe_name(name: str) -> str:
    """Return a plain file name; refuse what is not a data file."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    plain = UNSAFE.sub("_", plain).lstrip(".")[-LONGEST_NAME:]
    if not plain.lower().endswith(DATA_SUFFIXES):
        raise UploadRefused(
            f"“{name[:LONGEST_NAME]}” cannot be read: send .csv, .csv.gz or .parquet files, or a "
            ".zip of them."
        )
    return plain


class _Writer:
    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._left = most_bytes
        self.data_names: list[str] = []

    def unpack(self, upload: Upload) -> None:
        """Take the data files and the mapping out of a zip, whatever folders they lie in."""
        try:
            with zipfile.ZipFile(upload.stream) as archive:
                for member in _members(archive, upload.name):
                    with archive.open(member) as stream:
                        self.write(_member_name(member), stream)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise UploadRefused(f"“{upload.name}” is not a zip file that can be read.") from None

    def write(self, name: str, stream: IO[bytes]) -> None:
        path = self._folder / name
        if path.exists():
            raise UploadRefused(f"“{name}” was sent twice; give the files different names.")
        if len(self.data_names) >= MOST_FILES:
            raise UploadRefused(f"An import takes at most {MOST_FILES} files.")
        with path.open("wb") as target:
            for chunk in self._counted(stream, name):
                target.write(chunk)
        if name.lower().endswith(".gz"):
            self._check_unpacked(path)
        if name != MAPPING_NAME:
            self.data_names.append(name)

    def _check_unpacked(self, path: Path) -> None:
        """Unpack once without keeping anything, so that a bomb goes off here and does no harm."""
        try:
            with gzip.open(path, "rb") as stream:
                for _ in self._counted(cast("IO[bytes]", stream), path.name):
                    pass
        except (gzip.BadGzipFile, zlib.error, EOFError):
            raise UploadRefused(f"“{path.name}” is not a gzip file that can be read.") from None

    def _counted(self, stream: IO[bytes], name: str) -> Iterator[bytes]:
        while chunk := stream.read(CHUNK):
            self._left -= len(chunk)
            if self._left < 0:
                limit = self._most_bytes // CHUNK
                raise UploadRefused(
                    f"“{name}” makes the import larger than {limit} MB unpacked; split it, or load "
                    "the folder with `python -m etl load`."
                )
            yield chunk


def _members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if _is_wanted(member)]
    if any(member.flag_bits & 0x1 for member in members):
        raise UploadRefused(f"“{name}” is protected by a password; send it without.")
    if len(members) > MOST_FILES:
        raise UploadRefused(f"An import takes at most {MOST_FILES} files.")
    return members


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    suffixes = (*DATA_SUFFIXES, *MAPPING_SUFFIXES)
    return not member.is_dir() and not hidden and path.name.lower().endswith(suffixes)


def _member_name(member: zipfile.ZipInfo) -> str:
    name = PurePosixPath(member.filename.replace("\\", "/")).name
    return MAPPING_NAME if name.lower().endswith(MAPPING_SUFFIXES) else safe_name(name)


def _check_mapping_name(name: str) -> None:
    if not name.lower().endswith(MAPPING_SUFFIXES):
        raise UploadRefused("The mapping must be a .yaml file (docs/data-format.md).")


@contextmanager
def kept_on_success(stored: StoredUpload) -> Iterator[StoredUpload]:
    """Take the files away again if what is done with them fails."""
    try:
        yield stored
    except BaseException:
        stored.discard()
        raise
