"""People of the demonstration's event, who do everything through the API, as people would."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Json = dict[str, Any]
OK = 400


class StoryBroken(Exception):
    """The API refused a step of the story; the message is its own sentence."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    client: FlaskClient
    token: str

    def read(self, path: str) -> Json:
        return self._answer("GET", path).get_json()  # type: ignore[no-any-return]

    def rows(self, path: str) -> list[Json]:
        rows: list[Json] = self.read(path)["data"]
        return rows

    def create(self, path: str, body: Json) -> Json:
        return self._answer("POST", path, body).get_json()  # type: ignore[no-any-return]

    def change(self, path: str, body: Json) -> Json:
        """Send a change of what the path names, as it was read a moment before."""
        tag = self._answer("GET", path).headers["ETag"]
        return self._answer("PATCH", path, body, tag).get_json()  # type: ignore[no-any-return]

    def step(self, path: str, action: str, *, to: str = "steps", **more: Any) -> Json:
        """Take a step with the document that the path names, as it was read a moment before."""
        tag = self._answer("GET", path).headers["ETag"]
        body = {**more, "action": action} if action else more
        return self._answer("POST", f"{path}/{to}", body, tag).get_json()  # type: ignore[no-any-return]

    def _answer(
        self, method: str, path: str, body: Json | None = None, tag: str | None = None
    ) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Idempotency-Key"] = uuid4().hex
        if tag is not None:
            headers["If-Match"] = tag
        answer = self.client.open(f"/api/v1{path}", method=method, json=body, headers=headers)
        if answer.status_code >= OK:
            problem = answer.get_json(silent=True) or {}
            told = "; ".join(entry["message"] for entry in problem.get("errors") or ())
            detail = problem.get("detail", answer.status)
            raise StoryBroken(f"{method} {path}: {detail} {told}".rstrip())
        return answer


def sign_in(app: Flask, username: str, password: str) -> Person:
    client = app.test_client()
    person = Person(client, "")
    tokens = person.create("/auth/login", {"username": username, "password": password})
    return Person(client, tokens["access_token"])
