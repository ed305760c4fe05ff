"""What can go wrong with imports and jobs."""

from backend.core.errors import Conflict, NotFound, Unprocessable


class ImportNotFound(NotFound):
    def __init__(self, import_id: int) -> None:
        super().__init__(f"There is no import {import_id}.")


class JobNotFound(NotFound):
    def __init__(self, job_id: int) -> None:
        super().__init__(f"There is no job {job_id}.")


class JobAlreadyRunning(Conflict):
    def __init__(self, step: str, job_id: int | None) -> None:
        number = f" (job {job_id})" if job_id is not None else ""
        super().__init__(f"“{step}” waits or runs already{number}; wait until it ends.")


class DemoInTheWay(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "This database holds demo data, which is not mixed with yours. Try your files with a "
            "dry run, or start with REPLACE_DEMO=1 to empty the demo first."
        )


class UploadRefused(Unprocessable):
    """The files cannot be taken; the sentence says which and why."""
