"""Every error of the API is a problem document (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema

from hengjian.kernel.refusal import Refusal


class FieldError(Schema):
    """What is wrong with one field."""

    field: str
    message: str


class Problem(Schema):
    """RFC 9457 problem details with the article an act was refused under."""

    type: str
    title: str
    status: int
    detail: str = ""
    article: str = ""
    remedy: str = ""
    errors: list[FieldError] = []
    changed: bool = False


class Description(OpenAPISchema):
    """The framework's, but what a thousand operations answer alike is described once, which halves its time."""

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        self._answers: dict[Any, tuple[dict[str, Any], bool]] = {}
        super().__init__(api, path_prefix)

    def _create_schema_from_model(self, model: Any, *how: Any, **named: Any) -> tuple[dict[str, Any], bool]:
        if list(model.model_fields) != ["response"]:
            return super()._create_schema_from_model(model, *how, **named)
        key = (model.model_fields["response"].annotation, how, *sorted(named.items()))
        if key not in self._answers:
            self._answers[key] = super()._create_schema_from_model(model, *how, **named)
        return self._answers[key]


STATUSES = (400, 401, 403, 404, 405, 409, 422, 429, 503)


class Api(NinjaAPI):
    """An API whose description names the problems that every operation may answer with.

    They are added to the description and not to each operation: the framework would build a model for every pair, which
    took two thirds of the time to start. What is declared stays the same while the process lives, so it is described once.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str, Any] = {}

    def get_openapi_schema(self, **options: Any) -> Any:
        key = repr(sorted(options.items()))
        if key not in self._described:
            self._described[key] = self._describe(**options)
        return self._described[key]

    def _describe(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        schema = Description(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)
        parts = schema["components"]
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        parts["responses"] = {
            f"Problem{status}": {"description": HTTPStatus(status).phrase, "content": body} for status in STATUSES
        }
        problems = {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in STATUSES}
        for path in schema["paths"].values():
            for operation in path.values():
                operation["responses"] = {**{str(k): v for k, v in operation["responses"].items()}, **problems}
        return schema


def problem(api: NinjaAPI, request: HttpRequest, **members: Any) -> HttpResponse:
    """A problem response."""
    content = {
        "type": "about:blank",
        "detail": "",
        "article": "",
        "remedy": "",
        "errors": [],
        "changed": False,
        **members,
    }
    answer = api.create_response(request, content, status=content["status"])
    answer["Content-Type"] = "application/problem+json"
    return answer


def install(api: NinjaAPI) -> None:
    """Answer every kind of error with a problem."""

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(api, request, **error.as_problem())

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        fields = [{"field": ".".join(str(p) for p in e["loc"][1:]), "message": e["msg"]} for e in error.errors]
        return problem(api, request, title="The request cannot be read.", status=422, errors=fields)

    def stranger(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(api, request, title="A valid key is needed.", status=401, remedy="Send Authorization: Bearer.")

    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(api, request, title="There is no such thing.", status=404)

    def hasty(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(api, request, title="Too many requests.", status=429, remedy="Wait and try again.")

    def other(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(api, request, title=str(error), status=error.status_code)

    for kind, answer in (
        (Refusal, refused),
        (ValidationError, invalid),
        (AuthenticationError, stranger),
        (Http404, missing),
        (Throttled, hasty),
        (HttpError, other),
    ):
        api.add_exception_handler(kind, answer)
