"""Compulsory measures of a case: imposed with approval or on the spot, prolonged once, released (行政强制法 18–28)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case, CaseMeasure
from hengjian.apps.enforcement.procedures.measures import KINDS, goods_words
from hengjian.apps.enforcement.rules import papers
from hengjian.kernel import deadline, people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from . import printer
from .cases import own
from .signing import SIGNS, keep_signature, signed_words

RUNNING = (CaseMeasure.on_spot, CaseMeasure.in_force)


class GoodsLine(Given):
    name: str = ask(gettext_lazy("Goods"), at_most=80)
    spec: str = ask(gettext_lazy("Specification"), default="", at_most=60)
    batch: str = ask(gettext_lazy("Batch"), default="", at_most=60)
    quantity: str = ask(gettext_lazy("Quantity"), at_most=20)
    unit: str = ask(gettext_lazy("Unit"), default="", at_most=10)


class MeasureOrder(Given):
    case: int = ask(gettext_lazy("Case"), kind="penalty_case")
    kind: str = ask(gettext_lazy("Compulsory measure"), choices=KINDS)
    reason: str = ask(gettext_lazy("Reason and basis"), lines=3, default="", at_most=900)
    goods: list[GoodsLine] = ask(gettext_lazy("Goods"))
    place: str = ask(gettext_lazy("Place"), at_most=200)
    keeper: str = ask(gettext_lazy("Kept by"), default="", at_most=120)
    approved: bool = ask(gettext_lazy("The head has approved it beforehand"), kind="check", default=False)
    at: datetime | None = ask(gettext_lazy("When"), kind="datetime", default=None)
    listed: bool = ask(gettext_lazy("The list of goods was checked with the other side"), kind="check", default=False)
    signed: str = ask(gettext_lazy("Signature of the other side"), choices=SIGNS, default="signed")
    witness: str = ask(gettext_lazy("Witness"), default="", at_most=60, personal=True)
    signature: str = ask(gettext_lazy("Signature on the screen"), kind="signature", default="")


class MeasureReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


@act(
    None,
    (CaseMeasure.on_spot, CaseMeasure.in_force),
    by=Role.HANDLER,
    label=gettext_lazy("Impose a compulsory measure"),
    certificate=True,
    favourable=False,
)
def impose_measure(row: CaseMeasure, given: MeasureOrder, on: Occasion) -> State:
    """先行登记保存, 查封 or 扣押; without prior approval it is reported within twenty-four hours (强制法 19)."""
    what = _("The measure was not imposed.")
    case = Case.objects.select_related("subject").filter(pk=given.case).first()
    if case is None or case.closed_at is not None or not case.team:
        raise Incomplete(what, fields={"case": _("There is no such open case.")})
    own(case, on, what)
    row.case_id, row.case_number, row.code = case.pk, case.number, case.code
    row.subject, row.subject_name, row.synthetic = case.subject, case.party_name, case.synthetic
    row.title = f"{dict(WORDS)[given.kind]}：{case.party_name}"[:200]
    row.kind, row.reason, row.place, row.keeper = given.kind, given.reason, given.place, given.keeper
    row.goods = [line.model_dump() for line in given.goods]
    at = given.at or on.at
    row.imposed_at = at if timezone.is_aware(at) else timezone.make_aware(at)
    if row.imposed_at > on.at:
        raise Incomplete(what, fields={"at": _("The moment lies ahead.")})
    on.count_from(row.imposed_at)
    limit = on.law.limit("penalty.evidence_hold" if given.kind == "hold" else "penalty.seizure")
    unit = "个工作日" if limit.unit == "workday" else "日"
    facts: dict[str, papers.Value] = {
        "reason": f"{given.reason.rstrip('。')}，现决定对下列物品予以{dict(WORDS)[given.kind]}（期限依据{limit.cite.official}）"
        if given.reason
        else "",
        "goods": goods_words(row.goods),
        "term": f"自{printer.day_words(timezone.localdate(row.imposed_at))}起{limit.amount}{unit}",
        "keeper": given.keeper,
    }
    _print(case, row, "PEN-19" if given.kind == "hold" else "PEN-21", facts, on, what)
    if given.listed:
        _list_goods(case, row, given, on, what)
    if not given.approved:
        _report(row, on)
    return CaseMeasure.in_force if given.approved else CaseMeasure.on_spot


def _list_goods(case: Case, row: CaseMeasure, given: MeasureOrder, on: Occasion, what: str) -> None:
    """清单: counted on the spot with the other side and handed over with the decision (强制法 24)."""
    facts: dict[str, papers.Value] = {
        "list_of": "先行登记保存证据通知书" if row.kind == "hold" else "实施行政强制措施决定书",
        "goods": goods_words(row.goods),
        "place": row.place,
        "officers": printer.officer_lines(case),
        "signed": signed_words(given, on, what),
    }
    _print(case, row, "PEN-24", facts, on, what)
    keep_signature(given.signature, "物品清单", on)


def _report(row: CaseMeasure, on: Occasion) -> None:
    """Whoever leads the authority learns at once what is to be approved, and until when (强制法 19)."""
    due = deadline.reckon("penalty.on_spot_report", on.law, row.imposed_at)[1].due
    until = timezone.localtime(due).strftime("%Y-%m-%d %H:%M") if due else ""
    title = _("A measure taken on the spot awaits approval until %(until)s: %(case)s") % {
        "until": until,
        "case": row.case_number,
    }
    on.tell(*people.holders(row.code, Role.HEAD), title=title, body=row.reason)


WORDS = [("hold", "先行登记保存"), ("seal", "查封"), ("seize", "扣押")]


def _print(case: Case, row: CaseMeasure, sheet: str, facts: dict[str, papers.Value], on: Occasion, what: str) -> None:
    """A measure's papers stand in its own file; the party and the team are the case's."""
    printer.print_paper(case, sheet, printer.facts_of(case, on.law) | facts, on, what)
    on.note = on.note or "；".join(goods_words(row.goods))


def _case(row: CaseMeasure) -> Case:
    found: Case = Case.objects.select_related("subject").get(pk=row.case_id)
    return found


@act(
    CaseMeasure.on_spot,
    CaseMeasure.in_force,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Approve afterwards"),
    apart_from="impose_measure",
    basis="compulsion_law art. 19",
    favourable=False,
)
def approve_afterwards(row: CaseMeasure, given: Nothing, on: Occasion) -> None:
    """The head approves what was done on the spot; the time counts from then (强制法 19)."""
    on.count_from(row.imposed_at)


@act(
    CaseMeasure.in_force,
    None,
    by=Role.HEAD,
    label=gettext_lazy("Prolong once"),
    basis="compulsion_law art. 25",
    favourable=False,
)
def prolong_measure(row: CaseMeasure, given: MeasureReason, on: Occasion) -> None:
    """Thirty days more in a complex case; an evidence hold cannot be prolonged."""
    what = _("It was not prolonged.")
    if row.kind == "hold":
        raise Incomplete(
            what,
            fact=_("An evidence hold cannot be prolonged."),
            article=on.law.cite("penalty_law art. 56"),
            remedy=_("Release it, or turn it into a sealing or seizure."),
        )
    if row.due_limit == "penalty.seizure_extended":
        raise Conflict(
            what, fact=_("It has been prolonged once already."), article=on.law.cite("compulsion_law art. 25")
        )
    on.prolong("penalty.seizure_extended")
    more = on.law.limit("penalty.seizure_extended").amount - on.law.limit("penalty.seizure").amount
    facts: dict[str, Any] = {"reason": given.reason, "term": f"延长{more}日"}
    on.note = given.reason
    _print(_case(row), row, "PEN-22", facts, on, what)


@act(
    RUNNING,
    CaseMeasure.released,
    by=(Role.HANDLER, Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Release"),
    basis="compulsion_law art. 28",
    favourable=True,
)
def release(row: CaseMeasure, given: MeasureReason, on: Occasion) -> None:
    """Nothing to do with the breach, dealt with otherwise, or time over: the goods go back (强制法 28)."""
    _end(row, given.reason, on, _("It was not released."))


def _end(row: CaseMeasure, reason: str, on: Occasion, what: str) -> None:
    row.ended = on.note = reason
    scope = [f"{reason}，现决定解除，物品如下：", *goods_words(row.goods)]
    _print(_case(row), row, "PEN-20" if row.kind == "hold" else "PEN-23", {"scope": scope}, on, what)


@act(
    CaseMeasure.in_force,
    CaseMeasure.replaced,
    by=Role.HANDLER,
    label=gettext_lazy("Turn into another measure"),
    certificate=True,
    favourable=False,
)
def replace_measure(row: CaseMeasure, given: MeasureReason, on: Occasion) -> None:
    """The evidence held is sealed, seized, tested, confiscated or handed over: within seven working days (处罚法 56)."""
    own(_case(row), on, _("It was not replaced."))
    row.ended = on.note = given.reason


@act(RUNNING, CaseMeasure.released, by=CLOCK, label=gettext_lazy("The time of the measure is over"), favourable=True)
def run_out(row: CaseMeasure, given: Nothing, on: Occasion) -> None:
    """Nobody has decided in time: it ends by law, and the goods are given back at once (强制法 27)."""
    reason = "期限届满" if row.state != "on_spot" else "未在二十四小时内补办批准手续"
    _end(row, reason, on, _("It was not released."))
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("A measure has run out: %(number)s") % {"number": row.number})


@act(CaseMeasure.in_force, None, by=MACHINE, label=gettext_lazy("Stand still for a test"))
def stand_still(row: CaseMeasure, given: MeasureReason, on: Occasion) -> None:
    """The time of a test is not part of the time of a seizure (强制法 25)."""
    on.stop_clock("检测、检验、检疫或者技术鉴定期间", on.law.cite("compulsion_law art. 25"))
    on.note = given.reason


@act(CaseMeasure.in_force, None, by=MACHINE, label=gettext_lazy("Run on after a test"))
def run_on(row: CaseMeasure, given: Nothing, on: Occasion) -> None:
    """The result is there."""
    on.resume_clock()
