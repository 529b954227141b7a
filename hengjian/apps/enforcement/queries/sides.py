"""What a party sees of its case: read from the office's file after the party's own side has been opened by its own scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.enforcement.models import CaseEvidence, PaperService
from hengjian.apps.enforcement.procedures import Case, PartyRequest, PartySide, PersonPenalty, Reconsideration
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as

ON_SPOT = "PEN-44"


@dataclass(frozen=True)
class ServedPaper:
    """A paper that has reached the party."""

    pk: int
    title: str
    number: str
    way: Any
    on: date | None


@dataclass(frozen=True)
class Owed:
    """What is to be paid, in yuan as printed."""

    total: str
    paid: str
    left: str
    surcharge: str
    pay_by: date | None
    plan: list[tuple[str, str]]


@dataclass
class SideView:
    """The case as its party sees it; nothing of it stands in the party's own rows."""

    side: PartySide
    party_name: str
    stage: Any
    authority_code: str
    statement_until: date | None
    hearing_until: date | None
    hearing_at: Any
    hearing_place: str
    decision_no: str
    decided_on: date | None
    owed: Owed | None
    papers: list[ServedPaper]
    requests: list[PartyRequest]
    evidence: list[CaseEvidence] = field(default_factory=list)
    withheld: list[dict[str, Any]] = field(default_factory=list)
    open_until: date | None = None
    review_until: date | None = None
    court_until: date | None = None
    reviews: list[Reconsideration] = field(default_factory=list)


def of_side(side: PartySide) -> SideView:
    """Everything the page of the party shows; `side` was loaded under the party's own scope."""
    with acting_as(CLOCKWORK):
        case: Case = Case.objects.get(pk=side.case_id)
        about: Any = PersonPenalty.objects.select_related("who").get(pk=side.penalty_id) if side.penalty_id else case
        requests = list(PartyRequest.objects.filter(side_id=side.pk).order_by("-pk"))
        view = SideView(
            side=side,
            party_name=about.who.name if side.penalty_id else case.party_name,
            stage=about.stage.label if side.penalty_id or case.notice_served_on or case.decided_on else None,
            authority_code=case.code,
            statement_until=about.statement_until,
            hearing_until=about.hearing_until,
            hearing_at=case.hearing_at,
            hearing_place=case.hearing_place,
            decision_no=about.decision_no,
            decided_on=about.decided_on if about.served_on else None,
            owed=_owed(about) if about.served_on else None,
            papers=_served(about.pk),
            requests=requests,
        )
        _opened(view, case)
        _challenge(view, about)
        return view


def _challenge(view: SideView, about: Any) -> None:
    """Until when the decision may be challenged, and how it was."""
    view.reviews = list(Reconsideration.objects.filter(about_id=about.pk).order_by("-pk"))
    if about.served_on and about.decision_no:
        view.review_until = _last_day("reconsideration.ask", about.served_on)
        view.court_until = _last_day("penalty.appeal", about.served_on)


def _last_day(limit: str, since: date) -> date | None:
    start = timezone.make_aware(datetime.combine(since, time(12)))
    _limit, last = deadline.reckon(limit, LawOn(since), start)
    return timezone.localdate(last.due) if last.due else None


def _served(pk: int) -> list[ServedPaper]:
    services = {s.paper_number: s for s in PaperService.objects.filter(proceeding_id=pk).order_by("pk")}
    # What was decided on the spot was handed over on the spot.
    mine = Q(number__in=list(services)) | Q(data__paper=ON_SPOT)
    out = []
    for paper in Paper.objects.filter(mine, proceeding_id=pk).order_by("-pk"):
        service = services.get(paper.number)
        way, day = (service.get_way_display(), service.served_on) if service else (_("Handed over in person"), None)
        out.append(ServedPaper(paper.pk, paper.title, paper.number, way, day))
    return out


def _owed(about: Any) -> Owed | None:
    money = about.fine + getattr(about, "confiscation", 0)
    if not money:
        return None
    left = max(0, money + about.surcharge - about.paid)
    plan = [(one["day"], yuan(one["fen"])) for one in about.plan]
    return Owed(yuan(money), yuan(about.paid), yuan(left), yuan(about.surcharge), about.pay_by, plan)


def _opened(view: SideView, case: Case) -> None:
    """The evidence, as far as an inspection that was granted still runs and nothing is withheld."""
    today = timezone.localdate()
    granted = [r for r in view.requests if r.kind == "inspect" and r.state == "granted"]
    running = next((r for r in granted if r.open_until and r.open_until >= today), None)
    if running is None:
        return
    closed = {line["position"] for line in running.withheld}
    rows = CaseEvidence.objects.filter(proceeding_id=case.pk).order_by("position")
    view.evidence = [one for one in rows if one.position not in closed]
    view.withheld, view.open_until = running.withheld, running.open_until


def paper_of(side: PartySide, pk: int) -> Paper | None:
    """A paper that was served on this party; any other does not exist for it."""
    with acting_as(CLOCKWORK):
        if pk not in {one.pk for one in _served(side.penalty_id or side.case_id)}:
            return None
        return Paper.objects.filter(pk=pk).first()


def evidence_file(side: PartySide, position: int) -> CaseEvidence | None:
    """A piece of evidence that is open to the party and has a file."""
    found = next((one for one in of_side(side).evidence if one.position == position), None)
    return found if found is not None and found.sha256 else None
