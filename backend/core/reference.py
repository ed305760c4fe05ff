"""The API describes itself: the OpenAPI document, and a page to read and try it."""

import secrets
from pathlib import Path

import flask_openapi3_swagger
from flask import Response, current_app, jsonify, send_from_directory, url_for

from backend.core.http import blueprint, public
from backend.core.schemas import PathModel

reference = blueprint("reference")
blueprints = (reference,)

ASSETS = Path(flask_openapi3_swagger.__file__).parent / "templates" / "swagger"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quartermaster API</title>
<link rel="stylesheet" href="{assets}css/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="{assets}js/swagger-ui-bundle.js"></script>
<script nonce="{nonce}">
SwaggerUIBundle({{url: "{document}", dom_id: "#reference", deepLinking: true}});
</script>
</body>
</html>
"""


class AssetPath(PathModel):
    name: str


@reference.get("/openapi.json", documented=False)
@public
def get_openapi() -> Response:
    """Answer the OpenAPI document of this API."""
    response = jsonify(current_app.api_doc)  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@reference.get("/reference", documented=False)
@public
def show_reference() -> Response:
    """Show the API as a page; all it needs comes from this server."""
    nonce = secrets.token_urlsafe(16)
    assets = url_for("reference.get_reference_asset", name="")
    page = PAGE.format(assets=assets, nonce=nonce, document=url_for("reference.get_openapi"))
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
    )
    return response


@reference.get("/reference/<path:name>", documented=False)
@public
def get_reference_asset(path: AssetPath) -> Response:
    """Answer one of the page's own files."""
    return send_from_directory(ASSETS, path.name, max_age=86400)
