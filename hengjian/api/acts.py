"""Endpoints of every declared procedure: list, one, and one POST an act. The same acts as the pages."""

from typing import Any

import pydantic
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import ValidationError

from hengjian.kernel.act import Act
from hengjian.kernel.offers import offers_of
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import not_found

from .auth import ACT, READ, principal_of
from .paging import MOST, page
from .schemas import DoneOut, ProceedingDetail, ProceedingPage

Id = Path(..., ge=1, lt=2**63)


def router_of(procedure: type[Procedure]) -> Router:
    """All endpoints of a procedure."""
    router = Router(tags=[procedure.key])
    _reads(router, procedure)
    for act in procedure.acts.values():
        if not act.machine_only:
            (_opener if act.opens else _doer)(router, act)
    return router


def _reads(router: Router, procedure: type[Procedure]) -> None:
    name = procedure.key.replace(".", "_")

    def listing(
        request: HttpRequest,
        state: str | None = Query(None, max_length=40, pattern="^[a-z_]+$"),
        cursor: str | None = Query(None, max_length=60),
        limit: int = Query(50, ge=1, le=MOST),
    ) -> Any:
        rows = procedure._base_manager.all()
        return page(rows.filter(state=state) if state else rows, cursor, limit)

    def one(request: HttpRequest, id: int = Id) -> Any:
        row = procedure._base_manager.filter(pk=id).first()
        if row is None:
            raise not_found("It was not read.")
        return detail(row, principal_of(request))

    router.get("/", auth=READ, response=ProceedingPage, operation_id=f"{name}_list", summary=f"List {name}")(listing)
    router.get("/{int:id}", auth=READ, response=ProceedingDetail, operation_id=f"{name}_get", summary=f"Read {name}")(
        one
    )


def detail(row: Procedure, principal: Any) -> dict[str, Any]:
    """A proceeding with its record and offers."""
    return {
        **{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields},
        "facts": [{"label": str(label), "value": str(value)} for label, value in row.facts()],
        "record": list(row.entries.order_by("id")),
        "offers": [
            {
                "act": o.act.name,
                "label": str(o.act.label),
                "allowed": o.allowed,
                "reason": o.refusal.fact if o.refusal else "",
            }
            for o in offers_of(row, principal)
        ],
    }


class Asked(Schema):
    """What may be said beside the body of an act: a key that makes a repeat harmless, the version one has seen."""

    idempotency_key: str | None = Field(None, max_length=100)
    version: int | None = Field(None, ge=1, lt=2**31)


# Described once and read by hand: as parameters of every endpoint they would cost two models each at the start.
_SHAPES = Asked.model_json_schema()["properties"]
KEY = {"in": "header", "name": "Idempotency-Key", "required": False, "schema": _SHAPES["idempotency_key"]}
VERSION = {"in": "query", "name": "version", "required": False, "schema": _SHAPES["version"]}


def _asked(request: HttpRequest) -> Asked:
    given = {"idempotency_key": request.headers.get("Idempotency-Key"), "version": request.GET.get("version")}
    try:
        return Asked.model_validate(given)
    except pydantic.ValidationError as error:
        raise ValidationError([{"loc": ("request", *e["loc"]), "msg": e["msg"]} for e in error.errors()]) from None


def _opener(router: Router, act: Act) -> None:
    def opens(request: HttpRequest, given: Any) -> Any:
        key = _asked(request).idempotency_key
        return _answer(perform(act, None, given, principal_of(request), key=key))

    _add(router, act, f"/{act.verb}", opens, [KEY])


def _doer(router: Router, act: Act) -> None:
    def does(request: HttpRequest, given: Any, id: int = Id) -> Any:
        asked = _asked(request)
        done = perform(act, id, given, principal_of(request), key=asked.idempotency_key, version=asked.version)
        return _answer(done)

    _add(router, act, f"/{{int:id}}/{act.verb}", does, [KEY, VERSION])


def _add(router: Router, act: Act, path: str, view: Any, parameters: list[dict[str, Any]]) -> None:
    view.__annotations__["given"] = act.given
    view.__name__ = act.verb
    router.post(
        path,
        auth=ACT,
        response=DoneOut,
        operation_id=act.name.replace(".", "_"),
        summary=act.doc.partition("\n")[0] or act.verb,
        openapi_extra={"parameters": parameters},
    )(view)


def _answer(done: Any) -> dict[str, Any]:
    return {"act_id": done.act_id, "proceeding": done.proceeding, "repeated": done.replayed}
