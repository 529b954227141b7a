"""挂牌督办: listed by a superior with reason, demands and day; plan, progress and extension reported; discharged or called off."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case, CaseOversight
from hengjian.apps.enforcement.procedures.oversight import GROUNDS, GROUNDS_ZH
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from . import printer, publicity
from .cases import noon
from .investigation import OPEN

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
ARTICLE = "penalty_law art. 39"  # 处罚的实施信息公示
ABOVE = (Role.SUPERVISOR, Role.APPROVER, Role.HEAD)
GOING = (CaseOversight.taken_on, CaseOversight.under_way, CaseOversight.finished)
UNDECIDED = (Case.proposed, *OPEN)
# A case is supervised until it is closed, not only until it is decided.
SUPERVISED = (*UNDECIDED, Case.decided, *publicity.STANDING)


class OversightListing(Given):
    case: int = ask(gettext_lazy("Case"), kind="number")
    ground: str = ask(gettext_lazy("Ground"), choices=GROUNDS)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)
    demands: str = ask(gettext_lazy("What is required"), lines=4, at_least=4, at_most=1500)
    finish_by: date = ask(gettext_lazy("To be finished by"), kind="date")
    publish: bool = ask(gettext_lazy("Announce it to the public"), kind="check", default=False)
    public_words: str = ask(
        gettext_lazy("What the public reads"), lines=3, default="", at_most=600,
        help=gettext_lazy("Without names: the case is not decided yet."),
    )  # fmt: skip


class OversightReport(Given):
    report: str = ask(gettext_lazy("What was done, and what comes next"), lines=5, at_least=4, at_most=2000)


class OversightExtensionAsked(Given):
    until: date = ask(gettext_lazy("Until"), kind="date")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class OversightDay(Given):
    until: date = ask(gettext_lazy("New day"), kind="date")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class OversightEnd(Given):
    reason: str = ask(
        gettext_lazy("How the demands were met, or why it is called off"), lines=3, at_least=4, at_most=900
    )


class CaseListed(Given):
    supervised: bool = ask(gettext_lazy("Supervise"), kind="check", default=False)
    words: str = ask(gettext_lazy("Reason"), at_most=1000)


def superior_of(code: str, other: str = "") -> bool:
    """Does `code` stand above the authority `other`?"""
    return code in divisions.ancestors(other)


def _only(row: CaseOversight, on: Occasion, what: str) -> None:
    """What the superior has listed, the superior alone changes."""
    if on.principal.place != row.superior:
        raise NotAllowed(
            what, fact=_("This belongs to who supervises the case: %(name)s.") % {"name": row.superior_name}
        )


def _theirs(row: CaseOversight, on: Occasion, what: str) -> None:
    """The authority that handles the case reports; nobody reports to itself."""
    if on.principal.place == row.superior:
        raise NotAllowed(what, fact=_("The authority that handles the case reports; you supervise it."))


def _ahead(day: date, on: Occasion, what: str, field: str) -> None:
    if day <= on.day:
        raise Incomplete(what, fields={field: _("The day must lie ahead.")})


def _watch(row: CaseOversight, on: Occasion) -> None:
    """No legal limit runs here: the day is the superior's, and once it is over the clock says so."""
    on.end_on(row.finish_by)
    after = noon(row.finish_by + timedelta(days=1))
    on.then("enforcement.case_oversight.run_late", row.pk, {"day": row.finish_by.isoformat()}, at=after)


@act(None, CaseOversight.taken_on, by=ABOVE, label=gettext_lazy("List a case for supervision"))
def list_case(row: CaseOversight, given: OversightListing, on: Occasion) -> None:
    """案件交办通知书 of the superior to the authority that handles the case; from now on the case is marked."""
    what = _("The case was not listed.")
    case = Case.objects.filter(pk=given.case).first()
    if case is None or case.state not in {s.name for s in SUPERVISED}:
        raise Incomplete(what, fields={"case": _("There is no such open case within your range.")})
    place = on.principal.place
    if not superior_of(place, case.code):
        raise NotAllowed(
            what,
            fact=_("Only an authority above the one that handles the case supervises it."),
            article=on.law.cite("penalty_law art. 25"),
        )
    if CaseOversight.objects.filter(case_id=case.pk, closed_at=None).exists():
        raise Conflict(what, fact=_("This case is supervised already."))
    _ahead(given.finish_by, on, what, "finish_by")
    if given.publish and not given.public_words:
        raise Incomplete(what, fields={"public_words": _("Say what the public reads.")})
    row.case_id, row.case_number, row.code, row.synthetic = case.pk, case.number, case.code, case.synthetic
    row.superior, row.superior_name = place, publicity.authority_name(place)
    row.ground, row.reason, row.demands, row.finish_by = given.ground, given.reason, given.demands, given.finish_by
    row.title, row.subject_name = f"挂牌督办：{case.cause_name}"[:200], case.party_name
    row.handler_id, row.handler_name = case.handler_id, case.handler_name
    facts = printer.facts_of(case, on.law) | {
        "assigned": f"{case.number}：{case.cause_name}（{GROUNDS_ZH[given.ground]}：{given.reason}）",
        "demands": given.demands,
        "term": f"{printer.day_words(given.finish_by)}前办结并报告结果",
    }
    printer.print_paper(case, "PEN-03", facts, on, what, to=publicity.authority_name(case.code), issuer=place)
    if given.publish:
        row.published = True
        _announce(row, case, given.public_words, on)
    _mark(row, on, True, f"{row.superior_name}挂牌督办：{given.demands}")
    if case.handler_id:
        on.tell(
            f"officer:{case.handler_id}",
            title=_("Supervised: %(number)s") % {"number": case.number},
            body=given.demands,
        )
    on.note = given.reason


def _announce(row: CaseOversight, case: Case, words: str, on: Occasion) -> None:
    """The case is not decided: no party is named, and the record is not tied to a subject."""
    body = {
        "superior": row.superior_name,
        "authority": publicity.authority_name(case.code),
        "number": case.number,
        "content": publicity.masked(words, [case.party_name, *publicity.names_of(case)]),
        "until": row.finish_by.isoformat(),
    }
    on.disclose("supervised_case", f"挂牌督办：{case.cause_name}"[:200], on.law.cite(ARTICLE), body)


def _mark(row: CaseOversight, on: Occasion, supervised: bool, words: str) -> None:
    """The case itself says that it is supervised, and by whom, in the same transaction."""
    given = {"supervised": supervised, "words": words[:1000]}
    publicity.machine("enforcement.case.note_oversight", row.case_id, given, f"oversight:{row.pk}:{on.act_id}")


@act(
    SUPERVISED, None, by=MACHINE, label=gettext_lazy("Supervision by a superior"), held="*", internal=True,
)  # fmt: skip
def note_oversight(row: Case, given: CaseListed, on: Occasion) -> None:
    """Listed by a superior, or no more."""
    row.supervised = given.supervised
    on.note = given.words


@act(CaseOversight.taken_on, CaseOversight.under_way, by=STAFF, label=gettext_lazy("Hand in the plan"), internal=True)
def plan_work(row: CaseOversight, given: OversightReport, on: Occasion) -> None:
    """Who handles it, what is done by when; from then on the day of the superior counts."""
    what = _("No plan was handed in.")
    _theirs(row, on, what)
    _said(row, given.report, on)
    _watch(row, on)


def _said(row: CaseOversight, report: str, on: Occasion) -> None:
    row.last_word, row.reported_on, row.reports = report, on.day, row.reports + 1
    on.note = report


@act(CaseOversight.under_way, None, by=STAFF, label=gettext_lazy("Report progress"), internal=True)
def report_progress(row: CaseOversight, given: OversightReport, on: Occasion) -> None:
    """What was done since the last report."""
    _theirs(row, on, _("Nothing was reported."))
    _said(row, given.report, on)


@act(CaseOversight.under_way, None, by=STAFF, label=gettext_lazy("Ask for more time"), internal=True)
def ask_more_time(row: CaseOversight, given: OversightExtensionAsked, on: Occasion) -> None:
    """The superior decides; until then the day stands."""
    what = _("Your request was not sent.")
    _theirs(row, on, what)
    if given.until <= row.finish_by:
        raise Incomplete(what, fields={"until": _("Choose a day after %(day)s.") % {"day": row.finish_by.isoformat()}})
    row.asked_until = given.until
    on.note = f"{given.until.isoformat()}：{given.reason}"


@act(
    (CaseOversight.taken_on, CaseOversight.under_way), None, by=ABOVE, label=gettext_lazy("Set another day"),
    favourable=True, internal=True,
)  # fmt: skip
def extend_supervision(row: CaseOversight, given: OversightDay, on: Occasion) -> None:
    """The superior gives more time, or answers that it does not by leaving the day as it is."""
    what = _("The day was not changed.")
    _only(row, on, what)
    _ahead(given.until, on, what, "until")
    row.finish_by, row.asked_until, row.late_since = given.until, None, None
    row.extended += 1
    if row.state == CaseOversight.under_way.name:
        _watch(row, on)
    on.note = f"{given.until.isoformat()}：{given.reason}"
    _to_handler(row, on, _("New day for a supervised case: %(number)s") % {"number": row.case_number})


@act(
    CaseOversight.under_way, CaseOversight.finished, by=STAFF, label=gettext_lazy("Report that it is finished"),
    internal=True,
)  # fmt: skip
def report_finished(row: CaseOversight, given: OversightReport, on: Occasion) -> None:
    """With the decision, once the case is decided; who still investigates has not finished."""
    what = _("Nothing was reported.")
    _theirs(row, on, what)
    case = Case.objects.filter(pk=row.case_id).first()
    if case is not None and case.state in {s.name for s in UNDECIDED}:
        raise Conflict(
            what,
            fact=_("The case has not been decided: it stands at “%(state)s”.") % {"state": case.stage.label},
            remedy=_("Decide it first, or report progress."),
        )
    _said(row, given.report, on)


@act(
    CaseOversight.finished, CaseOversight.under_way, by=ABOVE, label=gettext_lazy("Ask for more"), favourable=False,
    internal=True,
)  # fmt: skip
def not_enough(row: CaseOversight, given: OversightDay, on: Occasion) -> None:
    """The demands are not met: what is missing, and by when."""
    what = _("More was not asked for.")
    _only(row, on, what)
    _ahead(given.until, on, what, "until")
    row.finish_by = given.until
    on.note = f"{given.until.isoformat()}：{given.reason}"
    _watch(row, on)
    _to_handler(row, on, _("More is asked of a supervised case: %(number)s") % {"number": row.case_number})


@act(
    CaseOversight.finished, CaseOversight.discharged, by=ABOVE, label=gettext_lazy("Discharge"), favourable=True,
    internal=True,
)  # fmt: skip
def discharge_case(row: CaseOversight, given: OversightEnd, on: Occasion) -> None:
    """摘牌: the demands are met; what was announced is answered to the public."""
    _only(row, on, _("It was not discharged."))
    _over(row, given, on)


@act(GOING, CaseOversight.called_off, by=ABOVE, label=gettext_lazy("Call the supervision off"), internal=True)
def call_off(row: CaseOversight, given: OversightEnd, on: Occasion) -> None:
    """The case went elsewhere, or supervision is not needed any more: with the reason."""
    _only(row, on, _("It was not called off."))
    _over(row, given, on)


def _over(row: CaseOversight, given: OversightEnd, on: Occasion) -> None:
    on.note = given.reason
    if Case.objects.filter(pk=row.case_id, closed_at=None).exclude(state="archived").exists():
        _mark(row, on, False, f"{row.superior_name}：{given.reason}")
    if row.published:
        body = {"superior": row.superior_name, "number": row.case_number, "content": publicity.masked(given.reason, [])}
        on.disclose("supervised_case", f"解除挂牌督办：{row.case_number}", on.law.cite(ARTICLE), body)
    _to_handler(row, on, _("Supervision has ended: %(number)s") % {"number": row.case_number})


def _to_handler(row: CaseOversight, on: Occasion, title: str) -> None:
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=title, body=on.note)


class OversightDayOver(Given):
    day: date = ask(gettext_lazy("To be finished by"), kind="date")


@act(CaseOversight.under_way, None, by=MACHINE, label=gettext_lazy("The day is over"), favourable=False, held="*")
def run_late(row: CaseOversight, given: OversightDayOver, on: Occasion) -> None:
    """Neither finished nor prolonged: said on the case and to who handles it; a day that was moved since does not count."""
    if given.day != row.finish_by or on.day <= row.finish_by:
        raise Conflict(_("Nothing has run out."), fact=_("There is still time."))
    row.late_since = row.finish_by + timedelta(days=1)
    on.note = row.finish_by.isoformat()
    _to_handler(row, on, _("A supervised case is late: %(number)s") % {"number": row.case_number})
