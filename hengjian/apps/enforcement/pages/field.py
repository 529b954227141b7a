"""办案终端: the case in the field without network: pictures, recordings, records signed on glass, measures, decisions on the spot.

The phone keeps everything it records with an id of its own. What it hands over is done by the acts of the case, each
keyed by that id: however often it is sent, it takes effect once, and a refusal comes back to the phone with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.enforcement.actions.investigation import OPEN
from hengjian.apps.enforcement.models.evidence import PROVES
from hengjian.apps.enforcement.procedures import Case, CaseMeasure
from hengjian.apps.enforcement.procedures.measures import KINDS
from hengjian.apps.enforcement.queries import measures
from hengjian.kernel import uploads
from hengjian.kernel.models import File, Officer
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Principal, Role
from hengjian.kernel.refusal import Refusal
from hengjian.web import handing
from hengjian.web.access import Request, officers, public
from hengjian.web.navigation import Entry
from hengjian.web.queries import officers_of

SCRIPT = "enforcement/field.js"
MOST_CASES, MOST_OPS = 60, 60
RECORD = ("began", "ended", "place", "shown", "told", "text", "signed", "witness", "proves")
SPOT = (
    "party_name", "party_kind", "party_number", "companion", "cause_name", "violated", "punished_by", "found", "evidence",
    "kinds", "fine", "told", "collected",
)  # fmt: skip
MEASURE = ("reason", "goods", "place", "keeper", "approved", "at", "signed", "witness")
navigation = [
    Entry("mine", gettext_lazy("Cases in the field"), "/cases/field/", roles=frozenset({Role.HANDLER.value})),
]


@officers
@require_GET
def today(request: Request) -> HttpResponseBase:
    """The page."""
    return handing.page(request, _("Cases in the field"), _("The cases are being fetched."), SCRIPT, "enforcement")


@officers
@require_GET
def day(request: Request) -> HttpResponseBase:
    """Everything the officer takes along."""
    return handing.fetched(told(request.principal))


def told(who: Principal) -> dict[str, Any]:
    """What the phone takes along."""
    rows = Case.objects.filter(state__in=[s.name for s in OPEN], **who.within()).order_by("-pk")
    mine = [row for row in rows.filter(team__contains=[{"officer": who.officer_id}])[:MOST_CASES]]
    beside = measures.running_of([row.pk for row in mine])
    colleagues = officers_of(who).filter(certificate_until__gte=timezone.localdate()).exclude(pk=who.officer_id or 0)
    return {
        "me": who.officer_id,
        "name": who.name,
        "at": timezone.now().isoformat(),
        "checks": [_case(row, beside.get(row.pk, [])) for row in mine],
        "colleagues": [{"id": o.pk, "name": _name(o)} for o in colleagues.order_by("pk")[:200]],
        "proves": [[key, str(label)] for key, label in PROVES],
        "measures": [[key, str(label)] for key, label in KINDS],
    }


def _name(officer: Officer) -> str:
    return f"{officer.user} {officer.certificate_no}"


def _case(row: Case, beside: list[CaseMeasure]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "party": row.party_name,
        "cause": row.cause_name,
        "state": row.state,
        "state_label": str(row.stage.label),
        "due": row.due.isoformat() if row.due else "",
        "team": row.team,
        "measures": [_measure(one) for one in beside],
    }


def _measure(row: CaseMeasure) -> dict[str, Any]:
    """A measure that runs: the phone shows until when it is to be approved or ends."""
    return {
        "id": row.pk,
        "kind": str(dict(KINDS)[row.kind]),
        "state_label": str(row.stage.label),
        "due": row.due.isoformat() if row.due else "",
        "goods": len(row.goods),
    }


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponseBase:
    """The service worker of the page."""
    return handing.worker(request, SCRIPT, "enforcement")


@officers
@require_POST
def photo(request: Request) -> HttpResponseBase:
    """The bytes of a picture, a recording or a signature, by the hash that the phone made of them."""
    return handing.take_bytes(request, handing.PICTURES + handing.RECORDINGS)


@officers
@require_POST
def sync(request: Request) -> HttpResponseBase:
    """What one device hands over about one case, or 0 for decisions on the spot: each piece is answered by its id."""
    try:
        sent = json.loads(request.body)
        pk, ops = int(sent["check"]), list(sent["ops"])[:MOST_OPS]
        kinds = {str(op["id"]): TAKEN[str(op["kind"])] for op in ops}
    except (ValueError, KeyError, TypeError):
        return handing.refused(_("What was sent cannot be read."))
    results = {str(op["id"]): _take(pk, op, kinds[str(op["id"])], request.principal) for op in ops}
    return JsonResponse({"results": results, **told(request.principal)})


Making = Callable[[dict[str, Any], Principal], dict[str, Any]]


@dataclass(frozen=True)
class Piece:
    """Which act a piece is and how its fields are made; `opens` says that it opens a matter of its own."""

    act: str
    make: Making
    opens: bool = False


def _take(pk: int, op: dict[str, Any], kind: Piece, who: Principal) -> dict[str, Any]:
    """One piece, by the act that it is; a refused piece leaves the others alone."""
    try:
        wanted = [h for h in (op.get("sha256"), op.get("signature")) if h]
        if File.objects.filter(pk__in=wanted).count() != len(set(wanted)):
            return {"status": "refused", "fact": _("Its picture, recording or signature has not arrived.")}
        target = None if kind.opens else pk
        done = perform(kind.act, target, kind.make(op | {"case": pk}, who), who, key=f"field:{op['id']}"[:100])
    except Refusal as refused:
        faults = "；".join(dict.fromkeys(str(f) for f in [refused.fact, *refused.fields.values()] if f))
        return {"status": "refused", "fact": faults or refused.what}
    return {"status": "known" if done.replayed else "done"}


def _token(op: dict[str, Any], name: str, file_name: str, who: Principal) -> str:
    sha256 = str(op.get(name) or "")
    return uploads.token(sha256, file_name, who) if sha256 else ""


def _picture(op: dict[str, Any], who: Principal) -> dict[str, Any]:
    recording = bool(op.get("recording"))
    return {
        "kind": "audiovisual",
        "name": str(op.get("name") or ("现场录音录像" if recording else "现场照片"))[:120],
        "proves": list(op.get("proves") or ["conduct"]),
        "says": str(op.get("note") or "现场情况")[:500],
        "obtained": f"执法人员{who.name}现场{'录制' if recording else '拍摄'}，拍摄时加盖时间、位置和摘要",
        "place": str(op.get("place") or "")[:200],
        "taken_at": op.get("at"),
        "file": _token(op, "sha256", "recording.mp4" if recording else "photo.jpg", who),
    }


def _scene(op: dict[str, Any], who: Principal) -> dict[str, Any]:
    given = {name: op[name] for name in RECORD if name in op}
    return given | {"signature": _token(op, "signature", "signature.png", who)}


def _inquiry(op: dict[str, Any], who: Principal) -> dict[str, Any]:
    return _scene(op, who) | {name: op[name] for name in ("person", "office") if name in op}


def _on_spot(op: dict[str, Any], who: Principal) -> dict[str, Any]:
    given = {name: op[name] for name in SPOT if name in op}
    return given | {"signature": _token(op, "signature", "signature.png", who)}


def _sealed(op: dict[str, Any], who: Principal) -> dict[str, Any]:
    """先行登记保存、查封、扣押: counted with the other side on the spot; without prior approval 24 hours begin."""
    given = {name: op[name] for name in MEASURE if name in op} | {"case": op["case"], "kind": op.get("measure", "")}
    return given | {"listed": True, "signature": _token(op, "signature", "signature.png", who)}


TAKEN: dict[str, Piece] = {
    "photo": Piece("enforcement.case.take_evidence", _picture),
    "scene": Piece("enforcement.case.record_scene", _scene),
    "inquiry": Piece("enforcement.case.question", _inquiry),
    "measure": Piece("enforcement.case_measure.impose_measure", _sealed, opens=True),
    "spot": Piece("enforcement.case.decide_on_spot", _on_spot, opens=True),
}
