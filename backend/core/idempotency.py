"""Idempotency keys: a repeated POST gets the stored answer, in the transaction of the first."""

import hashlib
import json
from collections.abc import Callable

from flask import Response, request
from sqlalchemy import column, func, select, table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from backend.core.context import acting
from backend.core.errors import BadRequest, Conflict, Unprocessable

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("ETag", "Location")

KEYS = table(
    "idempotency_keys",
    *(
        column(name)
        for name in (
            "user_id",
            "key",
            "method",
            "path",
            "body_hash",
            "status",
            "headers",
            "response",
        )
    ),
    schema="support",
)


class IdempotencyKeyInUse(Conflict):
    def __init__(self) -> None:
        super().__init__("A request with this Idempotency-Key is still running; ask again soon.")


class IdempotencyKeyReused(Unprocessable):
    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was already used for a different request.")


def answer_once(session: Session, answer: Callable[[], Response]) -> Response:
    """Return the stored answer of this user's key, or make one and store it beside its effects."""
    key = request.headers.get(HEADER)
    user_id = acting().actor_id
    if key is None or user_id is None:
        return answer()
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise BadRequest("An Idempotency-Key has 1 to 255 printable characters.")

    _claim(session, user_id, key)
    fingerprint = {"method": request.method, "path": request.path, "body_hash": body_hash()}
    stored = (
        session.execute(select(KEYS).where(KEYS.c.user_id == user_id, KEYS.c.key == key))
        .mappings()
        .one_or_none()
    )
    if stored is not None:
        if any(stored[name] != value for name, value in fingerprint.items()):
            raise IdempotencyKeyReused
        headers = json.loads(stored["headers"] or "{}")
        return Response(stored["response"], status=stored["status"], headers=headers)

    response = answer()
    if response.status_code < 400:
        kept = {"Content-Type": response.content_type} | {
            name: response.headers[name] for name in KEPT_HEADERS if name in response.headers
        }
        session.execute(
            insert(KEYS).values(
                user_id=user_id,
                key=key,
                **fingerprint,
                status=response.status_code,
                headers=json.dumps(kept),
                response=response.get_data(as_text=True),
            )
        )
    return response


def _claim(session: Session, user_id: int, key: str) -> None:
    """Hold the key until the transaction ends; a second request must not wait for the first."""
    number = hashlib.blake2b(f"{user_id}\x00{key}".encode(), digest_size=8).digest()
    lock = func.pg_try_advisory_xact_lock(int.from_bytes(number, signed=True))
    if not session.execute(select(lock)).scalar_one():
        raise IdempotencyKeyInUse


def body_hash() -> str:
    """Digest what was sent. A form is digested by part, since its boundary differs each time."""
    digest = hashlib.sha256()
    if request.mimetype != "multipart/form-data":
        digest.update(request.get_data(cache=True))
        return digest.hexdigest()
    for name, value in sorted(request.form.items(multi=True)):
        digest.update(f"{name}\x00{value}\x00".encode())
    for name, file in sorted(request.files.items(multi=True), key=lambda part: part[0]):
        digest.update(f"{name}\x00{file.filename}\x00".encode())
        _add_file(digest, file)
    return digest.hexdigest()


def _add_file(digest: "hashlib._Hash", file: FileStorage) -> None:
    while chunk := file.stream.read(1024 * 1024):
        digest.update(chunk)
    file.stream.seek(0)
