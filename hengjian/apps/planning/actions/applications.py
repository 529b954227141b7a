"""An application to a demonstration programme: material, experts, visit, publicity, the name, its re-check and loss."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import NamedUnit
from hengjian.apps.planning.procedures import Programme, ProgrammeApplication
from hengjian.apps.planning.queries import programmes as queries
from hengjian.apps.planning.rules import naming, scoring
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .assessed import at, keep
from .assessments import LEADERS, STAFF

ROW = ProgrammeApplication
BEFORE = (ROW.filed, ROW.scoring, ROW.decision)


class ProgrammeApplied(Given):
    call: int = ask(gettext_lazy("Programme"), kind="open_call")
    subject: int | None = ask(
        gettext_lazy("Enterprise"), kind="subject", default=None, help=gettext_lazy("Left empty by an authority")
    )
    reason: str = ask(gettext_lazy("What has been done"), lines=6, at_least=8, at_most=2000)
    file: str = ask(gettext_lazy("Material"), kind="file", default="")


class MaterialPassed(Given):
    experts: list[str] = ask(gettext_lazy("Experts"), kind="programme_expert")


class ExpertMarks(Given):
    expert: str = ask(gettext_lazy("Expert"), kind="silent_scorer", at_most=20)
    points: str = ask(
        gettext_lazy("Points in the order of the criteria"), at_most=200,
        help=gettext_lazy("Such as: 18, 36, 17, 15"),
    )  # fmt: skip
    said: str = ask(gettext_lazy("Opinion"), lines=3, default="", at_most=1000)
    file: str = ask(gettext_lazy("Signed score sheet"), kind="file", default="")


class VisitRecord(Given):
    visited_on: date = ask(gettext_lazy("Visited on"), kind="date")
    visit: str = ask(gettext_lazy("What was seen"), lines=5, at_least=8, at_most=1500)
    file: str = ask(gettext_lazy("Picture"), kind="file", default="")


class NameObjection(Given):
    objection: str = ask(gettext_lazy("Objection"), lines=4, at_least=4, at_most=800)


class NameObjectionAnswer(Given):
    objection: str = ask(gettext_lazy("Objection"), kind="name_objection")
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_least=4, at_most=800)


class NameReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class Recheck(Given):
    finding: str = ask(gettext_lazy("Finding"), lines=4, at_least=8, at_most=1000)
    file: str = ask(gettext_lazy("Evidence"), kind="file", default="")


@act(None, ROW.filed, by=(APPLICANT, *STAFF), label=gettext_lazy("Apply to a demonstration programme"))
def apply(row: ProgrammeApplication, given: ProgrammeApplied, on: Occasion) -> None:
    """An authority applies for itself, an enterprise through who acts for it; within the days of the call."""
    what = _("You have not applied.")
    call = queries.call_of(given.call)
    if call is None:
        raise Incomplete(what, fields={"call": _("There is no such call.")})
    kind = "authority" if on.principal.kind == "officer" else "enterprise"
    days = date.fromisoformat(call["since"]), date.fromisoformat(call["until"])
    Finding.of([naming.may_apply(kind, call["applicants"], on.day, *days)]).require(what)
    row.judge = call["code"]
    _applicant(row, given.subject, on, what)
    mine = ROW.objects.filter(programme_id=given.call, applicant=row.applicant)
    if mine.exclude(state__in=("refused", "withdrawn")).exists():
        raise Conflict(what, fact=_("It has applied already."), remedy=_("Look at that application."))
    row.programme_id, row.programme_number, row.kind = given.call, call["number"], call["key"]
    row.criteria, row.mark, row.reason = call["criteria"], Decimal(call["mark"]), given.reason
    row.title = f"{row.applicant}：{call['name']}"[:200]
    row.synthetic = row.synthetic or call["synthetic"]
    keep(given.file, "申报材料", on)


def _applicant(row: ProgrammeApplication, subject: int | None, on: Occasion, what: str) -> None:
    """Who applies and where it lies; only what lies in the range of the authority that called."""
    field = "call"
    if on.principal.kind == "officer":
        row.code = row.place = on.principal.place
        row.applicant = Authority.objects.get(pk=row.code).name
        outside = row.place == row.judge
    else:
        found = Subject.objects.filter(pk=subject, pk__in=on.principal.subjects).first() if subject else None
        if found is None:
            raise Incomplete(what, fields={"subject": _("Choose an enterprise you act for.")})
        row.code, row.place, row.applicant = row.judge, found.division_code, found.name
        row.subject, row.subject_name = found, found.name
        on.admit(f"subject:{found.pk}", "entity")
        field, outside = "subject", False
    if outside or not (row.place.startswith(row.judge) or row.judge == "0"):
        raise Incomplete(what, fields={field: _("This call is for applicants below the authority that called.")})


@act(ROW.filed, ROW.scoring, by=STAFF, label=gettext_lazy("The material is complete"))
def pass_material(row: ProgrammeApplication, given: MaterialPassed, on: Occasion) -> None:
    """Experts of the field are asked from the register; who would judge a body of its own is not."""
    what = _("It was not passed on.")
    at(row.judge, on, what)
    known = queries.experts_for(row.kind, row.applicant)
    if not given.experts or not set(given.experts) <= set(known):
        fact = _("Choose experts of the register who need not stand back from the applicant.")
        raise Incomplete(what, fact=fact, fields={"experts": fact})
    row.experts = {key: {"name": known[key]["name"], "points": [], "said": ""} for key in sorted(set(given.experts))}
    on.note = "、".join(one["name"] for one in row.experts.values())


@act(ROW.scoring, None, by=STAFF, label=gettext_lazy("Enter an expert's points"))
def enter_marks(row: ProgrammeApplication, given: ExpertMarks, on: Occasion) -> None:
    """One figure a criterion, each within its points."""
    what = _("The points were not entered.")
    at(row.judge, on, what)
    if given.expert not in row.experts:
        raise Incomplete(what, fields={"expert": _("This expert was not asked.")})
    marks = [scoring.number(part) for part in re.split(r"[\s,，、;；]+", given.points.strip()) if part]
    worth = [Decimal(c["points"]) for c in row.criteria]
    if len(marks) != len(worth) or not all(
        m is not None and scoring.within(m, w) for m, w in zip(marks, worth, strict=True)
    ):
        limits = "、".join(f"{c['name']} 0–{c['points']}" for c in row.criteria)
        raise Incomplete(what, fields={"points": _("One figure for each: %(limits)s") % {"limits": limits}})
    row.experts = {**row.experts, given.expert: {**row.experts[given.expert], "points": [str(m) for m in marks],
                                                 "said": given.said}}  # fmt: skip
    keep(given.file, "专家评分表", on)
    on.note = f"{row.experts[given.expert]['name']}：{'、'.join(map(str, marks))}"


@act(ROW.scoring, None, by=STAFF, label=gettext_lazy("Record the visit"))
def record_visit(row: ProgrammeApplication, given: VisitRecord, on: Occasion) -> None:
    """What was seen on the spot."""
    what = _("The visit was not recorded.")
    at(row.judge, on, what)
    if given.visited_on > on.day:
        raise Incomplete(what, fields={"visited_on": _("This day is still to come.")})
    row.visited_on, row.visit = given.visited_on, given.visit
    keep(given.file, "实地核查", on)


@act(
    ROW.scoring,
    ROW.publicity,
    by=LEADERS,
    label=gettext_lazy("Propose for naming"),
    basis=naming.ARTICLE,
    discloses=queries.CANDIDATE,
    apart_from="apply",
)
def propose(row: ProgrammeApplication, given: Nothing, on: Occasion) -> None:
    """Every expert has scored, the visit is on file, the mark is reached; now everybody may object."""
    what = _("It was not proposed.")
    at(row.judge, on, what)
    if silent := [e["name"] for e in row.experts.values() if not e["points"]]:
        raise Conflict(what, fact=_("No points yet from: %(names)s") % {"names": "、".join(silent)})
    if row.visited_on is None:
        raise Conflict(what, fact=_("Nobody has been there."), remedy=_("Record the visit."))
    given_points = [
        (int(key), n, Decimal(points)) for key, e in row.experts.items() for n, points in enumerate(e["points"])
    ]
    row.score = naming.mark_of(given_points)
    if row.score < row.mark:
        fact = _("It has %(score)s points; %(mark)s are needed.") % {"score": row.score, "mark": row.mark}
        raise Conflict(what, fact=fact, article=on.law.cite(naming.ARTICLE), remedy=_("Decline the naming."))
    body = {
        "name": row.applicant,
        "number": row.number,
        "content": row.title.partition("：")[2],
        "result": str(row.score),
    }
    on.disclose(queries.CANDIDATE, f"拟命名公示：{row.title}"[:200], on.law.cite(naming.ARTICLE), body)


@act(ROW.publicity, None, by=STAFF, label=gettext_lazy("Enter an objection"))
def enter_objection(row: ProgrammeApplication, given: NameObjection, on: Occasion) -> None:
    """What somebody says against the naming; who said it is not kept here."""
    at(row.judge, on, _("The objection was not entered."))
    row.objections = [*row.objections, {"what": given.objection, "answer": ""}]


@act((ROW.publicity, ROW.decision), None, by=STAFF, label=gettext_lazy("Answer an objection"))
def answer_objection(row: ProgrammeApplication, given: NameObjectionAnswer, on: Occasion) -> None:
    """Looked into and answered before anything is decided."""
    what = _("The objection was not answered.")
    at(row.judge, on, what)
    n = int(given.objection) if given.objection.isascii() and given.objection.isdigit() else -1
    if not 0 <= n < len(row.objections):
        raise Incomplete(what, fields={"objection": _("There is no such objection.")})
    rows = [dict(o) for o in row.objections]
    rows[n]["answer"] = given.answer
    row.objections = rows


@act(ROW.publicity, ROW.decision, by=CLOCK, label=gettext_lazy("End the publicity"))
def end_publicity(row: ProgrammeApplication, given: Nothing, on: Occasion) -> None:
    """The days are over; what was objected is answered before the decision."""
    on.tell(*people.holders(row.judge, Role.HANDLER), title=_("To be decided: %(number)s") % {"number": row.number})


@act(
    ROW.decision,
    ROW.named,
    by=Role.HEAD,
    label=gettext_lazy("Name it"),
    basis=naming.ARTICLE,
    discloses=queries.NAMED,
    apart_from=("apply", "enter_marks", "propose"),
    favourable=True,
)
def name_unit(row: ProgrammeApplication, given: Nothing, on: Occasion) -> None:
    """Notice and plaque; the name stands until the re-check."""
    what = _("It was not named.")
    at(row.judge, on, what)
    if [o for o in row.objections if not o["answer"]]:
        raise Conflict(what, fact=_("An objection has not been answered."), remedy=_("Answer it first."))
    called = Programme.objects.filter(pk=row.programme_id).first()
    taken = NamedUnit.objects.filter(programme=row.programme_number, state="stands").count()
    if called and called.places and taken >= called.places:
        fact = _("All %(count)d places of the programme are taken.") % {"count": called.places}
        raise Conflict(what, fact=fact, remedy=_("Decline the naming."))
    unit = NamedUnit(
        proceeding_id=row.pk, kind=row.kind, programme=row.programme_number, name=row.applicant, subject_id=row.subject_id,
        place=row.place, code=row.judge, number=row.number, score=row.score or 0, named_on=on.day, synthetic=row.synthetic,
    )  # fmt: skip
    unit.save(force_insert=True)
    row.published_act = on.act_id
    title = row.title.partition("：")[2]
    on.issue(
        "planning.naming", f"{title}命名通知", {"name": row.applicant, "programme": title, "score": str(row.score)}
    )
    body = {"name": row.applicant, "number": row.number, "content": title, "result": str(row.score)}
    on.disclose(queries.NAMED, f"命名：{row.title}"[:200], on.law.cite(naming.ARTICLE), body)
    _tell(row, on, _("Named: %(title)s") % {"title": title})


def _tell(row: ProgrammeApplication, on: Occasion, title: str, body: str = "") -> None:
    """The applicant: the enterprise, or the officers of the authority."""
    on.tell(*([APPLICANT] if row.subject_id else people.holders(row.code, Role.HANDLER)), title=title, body=body)


@act(BEFORE, ROW.refused, by=LEADERS, label=gettext_lazy("Decline the naming"), apart_from="apply", favourable=False)
def decline(row: ProgrammeApplication, given: NameReason, on: Occasion) -> None:
    """With the reason, which the applicant reads."""
    at(row.judge, on, _("It was not declined."))
    on.note = given.reason
    _tell(row, on, _("Not named: %(number)s") % {"number": row.number}, given.reason)


@act(ROW.named, ROW.rechecking, by=CLOCK, label=gettext_lazy("The re-check falls due"))
def fall_due(row: ProgrammeApplication, given: Nothing, on: Occasion) -> None:
    """The years for which it was named are over."""
    on.tell(
        *people.holders(row.judge, Role.HANDLER), title=_("To be checked again: %(number)s") % {"number": row.number}
    )


@act(ROW.named, ROW.rechecking, by=STAFF, label=gettext_lazy("Check it again early"))
def recheck_early(row: ProgrammeApplication, given: NameReason, on: Occasion) -> None:
    """Something has come up that does not wait for the years to pass."""
    at(row.judge, on, _("No re-check was begun."))
    on.note = given.reason


@act(ROW.rechecking, ROW.named, by=LEADERS, label=gettext_lazy("It passes the re-check"), favourable=True)
def pass_recheck(row: ProgrammeApplication, given: Recheck, on: Occasion) -> None:
    """The name stands for another term."""
    at(row.judge, on, _("The re-check was not recorded."))
    row.checks = [*row.checks, {"on": on.day.isoformat(), "finding": given.finding}]
    NamedUnit.objects.filter(proceeding_id=row.pk).update(checked_on=on.day)
    keep(given.file, "复查材料", on)


@act(
    (ROW.named, ROW.rechecking),
    ROW.withdrawn,
    by=Role.HEAD,
    label=gettext_lazy("Withdraw the name"),
    basis=naming.ARTICLE,
    discloses=queries.LOST,
    favourable=False,
    irreversible=True,
)
def withdraw_name(row: ProgrammeApplication, given: NameReason, on: Occasion) -> None:
    """With the reason, published like the name was."""
    at(row.judge, on, _("The name was not withdrawn."))
    on.note = given.reason
    lost = {"state": "withdrawn", "reason": given.reason, "withdrawn_on": on.day}
    NamedUnit.objects.filter(proceeding_id=row.pk).update(**lost)
    Disclosure.objects.take_back(row.published_act, on.at)
    body = {"name": row.applicant, "number": row.number, "reason": given.reason}
    on.disclose(queries.LOST, f"撤销命名：{row.title}"[:200], on.law.cite(naming.ARTICLE), body)
    _tell(row, on, _("The name was withdrawn: %(number)s") % {"number": row.number}, given.reason)
