"""Our thin layer over flask-openapi3: typed views in, typed answers out, one transaction each."""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from threading import Lock
from typing import Any, TypeVar, cast

from flask import Response, request
from flask_openapi3 import APIBlueprint, Info, OpenAPI, Tag
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError

from backend.core.errors import Problem
from backend.core.etag import entity_tag, is_fresh, require_version
from backend.core.idempotency import answer_once
from backend.core.kept_answers import find_answer, keep_answer
from backend.core.marks import idempotent, marks_of, public
from backend.core.openapi import answer_model, describe, file_answer, tidy
from backend.core.reading import read_body, read_form, read_path, read_query
from backend.core.replica import READING, remember_write, stop_reading_replica
from backend.core.schemas import Out
from backend.extensions import current_session

__all__ = [
    "Api",
    "Blueprint",
    "blueprint",
    "file_response",
    "idempotent",
    "public",
    "require_match",
]

API_PREFIX = "/api/v1"
View = TypeVar("View", bound=Callable[..., Any])


class Blueprint(APIBlueprint):
    """A domain's routes. A view is documented by its name, docstring, marks and annotations.

    That takes a third of a second for all views, so it is done when somebody asks for the document.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._undocumented: list[Callable[[], None]] = []

    def document(self) -> None:
        """Complete ``paths``, ``components_schemas`` and ``tags`` with what was registered."""
        while self._undocumented:
            self._undocumented.pop(0)()

    def route_for(
        self,
        method: str,
        rule: str,
        *,
        status: int = 200,
        problems: Collection[int] = (),
        versioned: bool = False,
        documented: bool = True,
        produces: str | None = None,
    ) -> Callable[[View], View]:
        """Register a view.

        ``status`` is the one of a plain answer. ``versioned`` makes a GET answer with an ETag
        and a change require If-Match. ``problems`` lists errors that marks do not imply.
        ``produces`` names the media type of an answer that is a file.
        """

        def register(view: View) -> View:
            view.answer_status = status  # type: ignore[attr-defined]
            getattr(APIBlueprint, method)(self, rule, doc_ui=False)(view)
            if documented:
                self._undocumented.append(lambda: document(view))
            return view

        def document(view: View) -> None:
            answer = answer_model(view) if produces is None else file_answer(produces)
            self._collect_openapi_info(
                rule, view, responses={status: answer}, method=method.upper()
            )
            describe(self, method, rule, view, problems=problems, versioned=versioned)

        return register

    def get(self, rule: str, **options: Any) -> Callable[[View], View]:
        return self.route_for("get", rule, **options)

    def post(self, rule: str, **options: Any) -> Callable[[View], View]:
        return self.route_for("post", rule, **options)

    def put(self, rule: str, **options: Any) -> Callable[[View], View]:
        return self.route_for("put", rule, **options)

    def patch(self, rule: str, **options: Any) -> Callable[[View], View]:
        return self.route_for("patch", rule, **options)

    def delete(self, rule: str, **options: Any) -> Callable[[View], View]:
        return self.route_for("delete", rule, **options)

    @staticmethod
    def create_view_func(
        func: Callable[..., Any],
        header: Any,  # noqa: ARG004  # the library passes them by name or by place
        cookie: Any,  # noqa: ARG004
        path: type[BaseModel] | None,
        query: type[BaseModel] | None,
        form: type[BaseModel] | None,
        body: type[BaseModel] | None,
        raw: Any,  # noqa: ARG004
        *_: Any,
        **__: Any,
    ) -> Callable[..., Response]:
        """Replace the library's reading and answering with ours."""

        @wraps(func)
        def view(**variables: Any) -> Response:
            kept = find_answer()
            if kept is not None:
                return _unless_fresh(kept)
            arguments: dict[str, Any] = {"query": read_query(query)} if query else {}
            if path is not None:
                arguments["path"] = read_path(path, variables)
            if query is None:
                read_query(None)
            if form is not None:
                arguments["form"] = read_form(form)
            if body is not None:
                arguments["body"] = read_body(body)
            response = run_in_transaction(func, arguments)
            keep_answer(response)
            return response

        return view


def blueprint(name: str, prefix: str = "", *, root: bool = False) -> Blueprint:
    """Return a blueprint below /api/v1; ``root`` puts it at the top, as probes expect."""
    base = "" if root else API_PREFIX
    return Blueprint(
        name,
        "backend",
        url_prefix=(base + prefix) or None,
        abp_tags=[Tag(name=name)],
        operation_id_callback=lambda *, name, **_: name,
    )


def run_in_transaction(view: Callable[..., Any], arguments: Mapping[str, Any]) -> Response:
    """Run a view and commit what it did; where a replica failed it, read from the primary."""
    try:
        response = _run_once(view, arguments)
    except DBAPIError as error:
        if not stop_reading_replica(error):
            raise
        response = _run_once(view, arguments)
    if request.method not in READING and response.status_code < 400:
        remember_write()
    return response


def _run_once(view: Callable[..., Any], arguments: Mapping[str, Any]) -> Response:
    """Run a view and commit what it did, once; an error leaves no trace in the database."""
    session = current_session()
    try:
        marks = marks_of(view)
        if marks.is_idempotent:
            response = answer_once(session, lambda: to_response(view, view(**arguments)))
        else:
            response = to_response(view, view(**arguments))
        if response.status_code < 400:
            session.commit()
        else:
            session.rollback()
    except BaseException:
        session.rollback()
        raise
    return response


def to_response(view: Callable[..., Any], answer: Any) -> Response:
    """Turn a model, ``(model, headers)``, a ready response or None into a response."""
    if isinstance(answer, Response):
        return answer
    model, headers = answer if isinstance(answer, tuple) else (answer, {})
    status = cast("int", getattr(view, "answer_status", 200))
    if model is None:
        return _bodiless(204, headers)
    body = model.model_dump_json(by_alias=True).encode()
    response = Response(body, status=status, content_type="application/json", headers=headers)
    version = getattr(model, "version", None)
    if isinstance(version, int):
        response.headers["ETag"] = entity_tag(version, body)
    return _unless_fresh(response)


def _bodiless(status: int, headers: Mapping[str, str]) -> Response:
    response = Response(status=status, headers=headers)
    del response.headers["Content-Type"]
    return response


def _unless_fresh(response: Response) -> Response:
    tag = response.headers.get("ETag")
    if request.method not in ("GET", "HEAD") or tag is None:
        return response
    if not is_fresh(tag, request.headers.get("If-None-Match")):
        return response
    return _bodiless(304, {"ETag": tag})


def file_response(content: bytes, media_type: str, name: str) -> Response:
    """Answer a file, to be shown or saved under its name."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def require_match(version: int, current: Out) -> None:
    """Raise 428 without If-Match, and 412 with ``current`` where it names an older version."""
    require_version(request.headers.get("If-Match"), version, current)


class Api(OpenAPI):
    """The application object: Flask plus the OpenAPI document of its blueprints."""

    def __init__(self, import_name: str, *, title: str, version: str, description: str) -> None:
        super().__init__(
            import_name,
            info=Info(title=title, version=version, description=description),
            security_schemes={
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "qm_access"},
            },
            doc_ui=False,
            validation_error_status=400,
            validation_error_model=Problem,
            static_folder=None,
        )
        self._documenting = Lock()

    def register_api(self, api: APIBlueprint, **options: Any) -> None:
        """Serve a blueprint; the document takes it in when it is asked for."""
        self.register_blueprint(api, **options)

    @property
    def api_doc(self) -> dict[str, Any]:
        """Return the document, always in the same order, so that a diff shows only changes."""
        with self._documenting:
            if not self.spec_json:
                for part in self.blueprints.values():
                    self._take_in(cast("Blueprint", part))
                self.generate_spec_json()  # type: ignore[no-untyped-call]
                self.spec_json = tidy(self.spec_json)
            return self.spec_json

    def _take_in(self, part: Blueprint) -> None:
        part.document()
        self.tags += [tag for tag in part.tags if tag.name not in self.tag_names]
        self.tag_names += [tag.name for tag in part.tags]
        self.paths.update(part.paths)
        self.components_schemas.update(part.components_schemas)
