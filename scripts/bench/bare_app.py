"""The least that Flask can do: one query over psycopg2 and the same bytes, stored, as its answer.

Started by scripts/bench/api.py under the API's own gunicorn; ANSWERS names a JSON file of the
paths, each with its query and its body.
"""

import json
import os
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from psycopg2.pool import ThreadedConnectionPool


def create_app() -> Flask:
    app = Flask("bare")
    pool = ThreadedConnectionPool(1, 16, os.environ["DATABASE_URL"])
    answers: dict[str, Any] = json.loads(Path(os.environ["ANSWERS"]).read_text("utf-8"))

    @app.get("/readyz")
    def ready() -> str:
        return "ready"

    @app.get("/api/v1/<path:_path>")
    def answer(_path: str) -> Response:
        stored = answers[request.full_path.rstrip("?")]
        connection = pool.getconn()
        try:
            with connection.cursor() as cursor:
                cursor.execute(stored["query"])
                cursor.fetchall()
            connection.rollback()
        finally:
            pool.putconn(connection)
        return Response(stored["body"], content_type="application/json")

    return app
