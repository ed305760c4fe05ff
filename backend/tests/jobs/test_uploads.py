import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from backend.jobs.errors import UploadRefused
from backend.jobs.uploads import StoredUpload, Upload, safe_name, store

LIMIT = 1024 * 1024
DEMAND = b"date,sku,quantity\n2026-01-01,A,1\n"


def zip_of(members: Mapping[str, bytes]) -> Upload:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    packed.seek(0)
    return Upload("folder.zip", packed)


def upload(name: str, content: bytes = DEMAND) -> Upload:
    return Upload(name, io.BytesIO(content))


def put(root: Path, *files: Upload, mapping: Upload | None = None) -> StoredUpload:
    return store(root, files, mapping, most_bytes=LIMIT)


def assert_nothing_left(root: Path) -> None:
    assert not [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("demand.csv", "demand.csv"),
        ("../../etc/demand.csv", "demand.csv"),
        ("C:\\exports\\demand.csv.gz", "demand.csv.gz"),
        ("märz 2026 (1).csv", "m_rz_2026_1_.csv"),
        (".hidden.csv", "hidden.csv"),
    ],
)
def test_a_name_from_outside_becomes_a_plain_one(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@pytest.mark.parametrize("name", ["demand.xlsx", "demand", "../../x.sh", "a.csv.exe", ""])
def test_what_is_no_table_is_refused(name: str) -> None:
    with pytest.raises(UploadRefused, match=r"\.csv"):
        safe_name(name)


def test_a_zip_gives_its_files_and_its_mapping(tmp_path: Path) -> None:
    stored = put(
        tmp_path,
        zip_of(
            {
                "export/demand.csv": DEMAND,
                "export/mapping.yaml": b"strict: true",
                "export/readme.txt": b"x",
                "__MACOSX/export/._demand.csv": b"x",
            }
        ),
    )

    assert stored.names == ("demand.csv",)
    assert {path.name for path in stored.folder.iterdir()} == {"demand.csv", "mapping.yaml"}


def test_a_zip_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    stored = put(tmp_path, zip_of({"../../../outside.csv": DEMAND, "/etc/inside.csv": DEMAND}))

    assert {path.parent for path in tmp_path.rglob("*.csv")} == {stored.folder}


def test_a_zip_bomb_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(UploadRefused, match="larger than"):
        put(tmp_path, zip_of({"demand.csv": b"0" * (LIMIT * 3)}))

    assert_nothing_left(tmp_path)


def test_a_gzip_bomb_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(UploadRefused, match="larger than"):
        put(tmp_path, upload("demand.csv.gz", gzip.compress(b"0" * (LIMIT * 3))))

    assert_nothing_left(tmp_path)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([Upload("a.zip", io.BytesIO(b"no zip at all"))], "not a zip"),
        ([upload("a.csv.gz", b"no gzip")], "not a gzip"),
        ([upload("a.csv"), upload("x/a.csv")], "twice"),
        ([zip_of({})], "at least one"),
        ([upload(f"a{number}.csv") for number in range(201)], "at most 200"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole(
    tmp_path: Path, files: list[Upload], sentence: str
) -> None:
    with pytest.raises(UploadRefused, match=sentence):
        put(tmp_path, *files)

    assert_nothing_left(tmp_path)


def test_a_mapping_lies_beside_the_files(tmp_path: Path) -> None:
    stored = put(tmp_path, upload("a.csv"), mapping=upload("ours.yml", b"strict: true"))

    assert (stored.folder / "mapping.yaml").read_bytes() == b"strict: true"
