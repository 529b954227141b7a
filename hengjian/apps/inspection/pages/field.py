"""检查终端: one page for the phone that works without network, what it takes along, and what it hands over later."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.inspection import queries
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Principal, Role
from hengjian.kernel.refusal import Refusal
from hengjian.web import handing
from hengjian.web.access import Request, officers, public
from hengjian.web.navigation import Entry

SCRIPT = "inspection/field.js"
MOST_ENTRIES = 200


navigation = [
    Entry(
        "mine",
        gettext_lazy("Today in the field"),
        "/field/",
        key="f",
        roles=frozenset({Role.HANDLER.value}),
    )
]


@officers
@require_GET
def today(request: Request) -> HttpResponseBase:
    """The page."""
    return handing.page(
        request, _("Today in the field"), _("The day's checks are being fetched."), SCRIPT, "inspection"
    )


@officers
@require_GET
def day(request: Request) -> HttpResponseBase:
    """Everything the officer takes along."""
    return handing.fetched(told(request.principal))


def told(who: Principal) -> dict[str, Any]:
    """The officer's checks with their questions and what is recorded so far."""
    return {
        "me": who.officer_id,
        "name": who.name,
        "at": timezone.now().isoformat(),
        "checks": queries.day_of(who.officer_id),
    }


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponseBase:
    """The service worker of the page."""
    return handing.worker(request, SCRIPT, "inspection")


@officers
@require_POST
def photo(request: Request) -> HttpResponseBase:
    """The bytes of a picture or signature. The hash the phone made must be that of what arrived."""
    return handing.take_bytes(request, handing.PICTURES)


@officers
@require_POST
def sync(request: Request) -> HttpResponseBase:
    """What one device hands over about one check. Every piece is answered by its id: taken, known, in conflict, refused."""
    try:
        sent = json.loads(request.body)
        pk, ops = int(sent["check"]), list(sent["ops"])[:MOST_ENTRIES]
        device = str(sent["device"])[:40]
        kinds = {str(op["id"]): str(op["kind"]) for op in ops}
    except (ValueError, KeyError, TypeError):
        return handing.refused(_("What was sent cannot be read."))
    row = SiteCheck.objects.filter(pk=pk).first()
    if row is None:
        gone = _("This check is no longer yours.")
        return JsonResponse(
            {"results": {key: {"status": "refused", "fact": gone} for key in kinds}, **told(request.principal)}
        )
    taking = Taking(row, device, request.principal)
    for step in ("begin", "entries", "finish"):
        getattr(taking, step)([op for op in ops if _step(op["kind"]) == step])
    return JsonResponse({"results": taking.results, **told(request.principal)})


def _step(kind: str) -> str:
    return kind if kind in ("begin", "finish") else "entries"


class Taking:
    """Handing over one device's pieces in their order; a refused piece leaves the others alone."""

    def __init__(self, row: SiteCheck, device: str, who: Principal) -> None:
        self.pk, self.device, self.who = row.pk, device, who
        self.results: dict[str, dict[str, Any]] = {}

    def row(self) -> SiteCheck:
        found: SiteCheck = SiteCheck.objects.get(pk=self.pk)
        return found

    def begin(self, ops: list[dict[str, Any]]) -> None:
        for op in ops:
            if self.row().shown_at is not None:
                self.results[op["id"]] = {"status": "known"}  # the colleague has begun already
            else:
                self._do(op, "begin", {"at": op.get("at"), "shown": True})

    def entries(self, ops: list[dict[str, Any]]) -> None:
        taken = set(self.row().taken)
        for op in ops:
            if op["id"] in taken:
                self.results[op["id"]] = {"status": "known"}
        fresh = [op for op in ops if op["id"] not in taken]
        if not fresh:
            return
        names = ("id", "kind", "question", "verdict", "value", "note", "base", "at", "sha256", "place")
        given = [{**{n: op[n] for n in names if n in op}, "device": self.device} for op in fresh]
        fact = ""
        try:
            perform("inspection.site_check.record", self.pk, {"entries": given}, self.who)
        except Refusal as refused:
            fact = refused.fact or refused.what
        row = self.row()
        for op in fresh:
            self.results[op["id"]] = _became(op, row, fact)

    def finish(self, ops: list[dict[str, Any]]) -> None:
        for op in ops:
            given = {n: op[n] for n in FINISH if n in op}
            self._do(op, "finish", given)

    def _do(self, op: dict[str, Any], verb: str, given: dict[str, Any]) -> None:
        try:
            done = perform(f"inspection.site_check.{verb}", self.pk, given, self.who, key=str(op["id"])[:100])
            self.results[op["id"]] = {"status": "known" if done.replayed else "done"}
        except Refusal as refused:
            faults = "；".join(dict.fromkeys([refused.fact, *refused.fields.values()]))
            self.results[op["id"]] = {"status": "refused", "fact": faults or refused.what}


FINISH = (
    "at",
    "officer_signature",
    "party_name",
    "party_signature",
    "refused",
    "reason",
    "witness",
    "absent",
)


def _became(op: dict[str, Any], row: SiteCheck, fact: str) -> dict[str, Any]:
    """What the record says of one entry after the handing over."""
    if op["id"] in row.taken:
        return {"status": "done"}
    theirs = row.answers.get(op.get("question", ""))
    if op["kind"] == "answer" and theirs and row.state == "in_field" and theirs.get("revision") != op.get("base", 0):
        return {"status": "conflict", "theirs": theirs}
    return {"status": "refused", "fact": fact or _("It was not taken; its picture may be missing.")}
