"""The form an import is sent in. Here, because files are Flask's and schemas know no Flask."""

from typing import Any

from flask_openapi3 import FileStorage
from pydantic import BaseModel, ConfigDict, Field, field_validator
from werkzeug.datastructures import FileStorage as SentFile

from backend.jobs.uploads import Upload


class ImportForm(BaseModel):
    """One or several data files or a zip of them, perhaps a mapping, and whether to try only."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    files: list[FileStorage] = Field(
        min_length=1, description="CSV, CSV.gz or Parquet files, or a zip of a folder of them."
    )
    mapping: FileStorage | None = Field(default=None, description="A mapping file (YAML).")
    dry_run: bool = Field(default=False, description="Report what would be loaded, write nothing.")

    @field_validator("files", "mapping", mode="before")
    @classmethod
    def check_files(cls, value: Any) -> Any:
        for part in value if isinstance(value, list) else [value]:
            if part is not None and not (isinstance(part, SentFile) and part.filename):
                raise ValueError("must be sent as a file, with its name")
        return value

    @property
    def uploads(self) -> list[Upload]:
        return [_upload(file) for file in self.files]

    @property
    def mapping_upload(self) -> Upload | None:
        return None if self.mapping is None else _upload(self.mapping)


def _upload(file: SentFile) -> Upload:
    return Upload(name=file.filename or "", stream=file.stream)
