"""Turn docs/api/openapi.json into a Postman collection beside it.

python -m scripts.export_postman

Set the variable base_url, run "login" once (it keeps the token), then any other request.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "docs" / "api" / "openapi.json"
COLLECTION = ROOT / "docs" / "api" / "quartermaster.postman_collection.json"
FORMAT = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
ON_LOGIN = "pm.collectionVariables.set('token', pm.response.json().access_token);"
EXAMPLES = {"string": "", "integer": 1, "number": 1.0, "boolean": True, "null": None}
Document = Mapping[str, Any]


def main() -> int:
    document = json.loads(CONTRACT.read_text(encoding="utf-8"))
    COLLECTION.write_text(as_text(collection(document)), encoding="utf-8")
    return 0


def as_text(collected: Mapping[str, Any]) -> str:
    return json.dumps(collected, indent=2, ensure_ascii=False) + "\n"


def collection(document: Document) -> dict[str, Any]:
    """Return one folder for each tag and one request for each operation."""
    folders: dict[str, list[dict[str, Any]]] = {}
    for path, method, operation in _operations(document):
        folder = folders.setdefault(operation["tags"][0], [])
        folder.append(_request(document, path, method, operation))
    return {
        "info": {
            "name": document["info"]["title"],
            "description": document["info"]["description"],
            "schema": FORMAT,
        },
        "auth": {"type": "bearer", "bearer": [_pair("token", "{{token}}")]},
        "variable": [_pair("base_url", "http://localhost:5000"), _pair("token", "")],
        "item": [{"name": name, "item": items} for name, items in sorted(folders.items())],
    }


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


def _request(document: Document, path: str, method: str, operation: Document) -> dict[str, Any]:
    headers = [
        _optional(parameter)
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "header"
    ]
    request: dict[str, Any] = {
        "method": method.upper(),
        "description": operation["summary"],
        "header": headers,
        "url": _url(path, operation),
    }
    if "security" not in operation:
        request["auth"] = {"type": "noauth"}
    if "requestBody" in operation:
        request["body"] = _body(document, operation["requestBody"]["content"])
    item: dict[str, Any] = {"name": operation["operationId"], "request": request}
    if operation["operationId"] == "login":
        item["event"] = [
            {"listen": "test", "script": {"type": "text/javascript", "exec": [ON_LOGIN]}}
        ]
    return item


def _url(path: str, operation: Document) -> dict[str, Any]:
    parts = [
        f":{part[1:-1]}" if part.startswith("{") else part for part in path.strip("/").split("/")
    ]
    parameters = operation.get("parameters", ())
    return {
        "raw": "{{base_url}}/" + "/".join(parts),
        "host": ["{{base_url}}"],
        "path": parts,
        "query": [_optional(parameter) for parameter in parameters if parameter["in"] == "query"],
        "variable": [
            _pair(parameter["name"], "1") for parameter in parameters if parameter["in"] == "path"
        ],
    }


def _optional(parameter: Document) -> dict[str, Any]:
    """Describe a parameter; one that need not be there is switched off until somebody wants it."""
    value = parameter["schema"].get("default", "")
    return {
        **_pair(parameter["name"], str(value)),
        "description": parameter.get("description", ""),
        "disabled": not parameter["required"],
    }


def _body(document: Document, content: Document) -> dict[str, Any]:
    if "application/json" in content:
        example = _example(document, content["application/json"]["schema"])
        return {
            "mode": "raw",
            "raw": json.dumps(example, indent=2, ensure_ascii=False),
            "options": {"raw": {"language": "json"}},
        }
    schema = _resolved(document, next(iter(content.values()))["schema"])
    return {
        "mode": "formdata",
        "formdata": [
            {"key": name, "type": "file" if part.get("format") == "binary" else "text"}
            for name, part in schema.get("properties", {}).items()
        ],
    }


def _example(document: Document, schema: Document) -> Any:
    """Return the smallest value that has the schema's shape."""
    schema = _resolved(document, schema)
    for source in ("default", "const"):
        if source in schema:
            return schema[source]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _example(document, schema["anyOf"][0])
    if schema.get("type") == "array":
        return [_example(document, schema.get("items", {}))]
    if "properties" in schema:
        required = schema.get("required", ())
        return {name: _example(document, schema["properties"][name]) for name in required}
    return EXAMPLES.get(schema.get("type", ""), {})


def _resolved(document: Document, schema: Document) -> Document:
    if "$ref" not in schema:
        return schema
    found: Document = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return found


def _pair(key: str, value: str) -> dict[str, Any]:
    return {"key": key, "value": value}


if __name__ == "__main__":
    sys.exit(main())
