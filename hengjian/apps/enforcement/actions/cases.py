"""How a case begins: proposed by two officers from a lead or a finding, filed or not by the head (程序规定 18–20)."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries as credit
from hengjian.apps.enforcement.procedures import Case, Lead
from hengjian.apps.enforcement.procedures.cases import PARTY_KINDS
from hengjian.apps.enforcement.queries import competent_at, teams
from hengjian.apps.enforcement.rules import limits as rules
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Officer, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Principal, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from . import printer

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)


class CaseParticulars(Given):
    """What a case of either procedure says of its party, its cause and its officers."""

    subject: int | None = ask(gettext_lazy("Subject"), kind="subject", default=None)
    party_name: str = ask(gettext_lazy("Party, if it is not on the register"), default="", at_most=200, personal=True)
    party_kind: str = ask(gettext_lazy("Kind of party"), choices=PARTY_KINDS, default="organisation")
    party_number: str = ask(gettext_lazy("Its number"), kind="id_number", default="", at_most=30, personal=True)
    cause: str = ask(gettext_lazy("Cause of the catalogue"), kind="penalty_cause", default="", at_most=40)
    cause_name: str = ask(gettext_lazy("Cause in words"), default="", at_most=200)
    field: str = ask(gettext_lazy("Field of law"), choices=credit.PENALTY_FIELDS, default="other")
    violated: str = ask(gettext_lazy("Article violated"), default="", at_most=300)
    punished_by: str = ask(gettext_lazy("Article of the penalty"), default="", at_most=300)
    companion: int = ask(gettext_lazy("Second officer of the case"), kind="officer")


class CaseProposal(CaseParticulars):
    lead: int | None = ask(gettext_lazy("Lead"), kind="number", default=None)
    happened_on: date | None = ask(gettext_lazy("Breach committed on"), kind="date", default=None)
    ended_on: date | None = ask(gettext_lazy("If it went on: ended on"), kind="date", default=None)
    safety: bool = ask(gettext_lazy("It harmed life, health or financial safety"), kind="check", default=False)
    checked: str = ask(gettext_lazy("What the verification showed"), lines=4, at_least=4, at_most=1500)
    evidence: bool = ask(gettext_lazy("There is evidence of a breach"), kind="check", default=False)
    punishable: bool = ask(gettext_lazy("It is to be punished"), kind="check", default=False)
    competent: bool = ask(gettext_lazy("This authority is in charge"), kind="check", default=False)


class FilingDecision(Given):
    opinion: str = ask(gettext_lazy("Opinion"), lines=2, at_least=2, at_most=500)


class FilingRefusal(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


def open_case(lead: int | None, who: Principal, **given: Any) -> Case:
    """Open a case from a lead for which one is due, under the principal's scope, which the caller has entered."""
    row = perform(Case.acts["propose"], None, {**given, "lead": lead}, who).proceeding
    assert isinstance(row, Case)
    return row


def noon(day: date) -> datetime:
    """A moment on a day that is known as a day only."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def last_day(limit: str, law: LawOn, since: date) -> date:
    """The day on which a limit ends that begins on a day."""
    due = deadline.reckon(limit, law, noon(since))[1].due
    assert due is not None, "without a stop every limit has an end"
    return timezone.localdate(due)


def pursued_until(limit: str, law: LawOn, since: date) -> date:
    """The last day on which a breach is pursued: no term of procedure, so a day off does not move it."""
    found = deadline.reckon(limit, law, noon(since))[1]
    assert found.due is not None, "without a stop every limit has an end"
    return found.rolled_from or timezone.localdate(found.due)


def members(ids: list[int], row: Case, on: Occasion, what: str) -> list[dict[str, Any]]:
    """Two officers or more, each with a certificate that holds (处罚法 42)."""
    found = {o.pk: o for o in Officer.objects.select_related("user").filter(pk__in=ids, active=True)}
    least, art = on.law.value("penalty.officers_min").amount, on.law.cite("penalty_law art. 42")
    bad = [o for o in found.values() if o.certificate_until is None or o.certificate_until < on.day]
    if len(found) < least:
        fact = _("Two officers are needed.")
        raise Incomplete(what, fact=fact, article=art, fields={"companion": fact})
    if bad:
        fact = _("The certificate of %(name)s is missing or has expired.") % {"name": bad[0].user.display_name}
        raise Incomplete(what, fact=fact, article=art, fields={"companion": fact})
    return [
        {"officer": pk, "name": found[pk].user.display_name, "certificate": found[pk].certificate_no}
        for pk in dict.fromkeys(ids)
    ]


def own(row: Case, on: Occasion, what: str) -> None:
    """Only who investigates writes the file."""
    if on.principal.officer_id not in row.officers:
        raise NotAllowed(
            what,
            fact=_("You do not investigate this case."),
            article=on.law.cite("penalty_law art. 42"),
            remedy=_("Have the officers of the case changed if you should."),
        )


def about(row: Case, given: CaseParticulars, on: Occasion, what: str) -> None:
    """Party, cause and officers of the case; what is missing is named."""
    subject = Subject.objects.filter(pk=given.subject).first() if given.subject else None
    known = causes().get(given.cause)
    row.cause_name = given.cause_name or (known.name if known else "")
    row.violated = given.violated or (known.violates() if known else "")
    row.punished_by = given.punished_by or (known.punished_by() if known else "")
    row.party_name = subject.name if subject else given.party_name
    missing: dict[str, Any] = {}
    if not row.party_name:
        missing["subject"] = _("Say who the party is.")
    if not row.cause_name:
        missing["cause_name"] = _("Say what the breach is.")
    if not row.violated:
        missing["violated"] = _("Name the article.")
    if given.subject and subject is None:
        missing["subject"] = _("There is no such subject.")
    if missing:
        raise Incomplete(what, fields=missing)
    row.subject, row.cause, row.field = subject, given.cause, given.field
    row.subject_name = row.party_name
    row.synthetic = row.synthetic or bool(subject and subject.synthetic)
    row.party_kind, row.party_number = given.party_kind, given.party_number
    row.title = f"{row.subject_name}：{row.cause_name}"[:200]
    row.team = members([on.principal.officer_id or 0, given.companion], row, on, what)
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name


@act(None, Case.proposed, by=Role.HANDLER, label=gettext_lazy("Propose to file a case"), certificate=True)
def propose(row: Case, given: CaseProposal, on: Occasion) -> None:
    """Evidence of a breach, punishable, in one's own charge, found in time: two officers propose to file (程序规定 19)."""
    what = _("The case was not proposed.")
    about(row, given, on, what)
    lead = _lead(given.lead, what)
    if lead is not None:
        row.lead_id, row.lead_number = lead.pk, lead.number
        on.count_from(lead.opened_at)
    row.happened_on, row.ended_on, row.safety = given.happened_on, given.ended_on, given.safety
    row.found_on = timezone.localdate(lead.opened_at) if lead else on.day
    began = given.ended_on or given.happened_on
    if began is None or began > on.day:
        fact = _("Say when the breach was committed, or when it ended.")
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 36"), fields={"happened_on": fact})
    competence = competent_at(row.cause, row.code, on.day) if row.cause in causes() else None
    if competence is not None and not competence.ok:
        raise Incomplete(what, fact=competence.why, article=competence.cite, fields={"cause": competence.why})
    pursued = pursued_until("penalty.limitation_safety" if given.safety else "penalty.limitation", on.law, began)
    found = rules.Filing(given.evidence, given.punishable, given.competent, row.found_on, pursued)
    rules.filing(found, on.law).require(what)
    row.found = given.checked
    field = causes()[row.cause].field if row.cause in causes() else row.field
    row.routed_to = (lead.routed_to if lead else None) or teams.team_for(row.code, field)
    on.note = given.checked


def _lead(pk: int | None, what: str) -> Lead | None:
    """The lead for which a case is due; one lead, one case."""
    if pk is None:
        return None
    lead = Lead.objects.filter(pk=pk).first()
    if lead is None or lead.state != "case_due":
        fact = _("No case is due for this lead.")
        raise Incomplete(what, fact=fact, remedy=_("Decide the lead first."), fields={"lead": fact})
    twice = Case.objects.filter(lead_id=pk).exclude(state="not_filed").values_list("number", flat=True).first()
    if twice:
        raise Conflict(what, fact=_("A case of this lead exists: %(number)s.") % {"number": twice})
    return lead


@act(
    Case.proposed,
    Case.investigation,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("File the case"),
    apart_from="propose",
    basis="samr_penalty_procedure art. 19",
    internal=True,
)
def approve_filing(row: Case, given: FilingDecision, on: Occasion) -> None:
    """The head files the case; ninety days begin (处罚法 60)."""
    row.filed_on = on.day
    on.note = given.opinion
    facts = printer.facts_of(row, on.law) | {"checked": row.found, "opinion": given.opinion}
    printer.print_paper(row, "PEN-07", facts, on, _("The case was not filed."))


@act(
    Case.proposed,
    Case.not_filed,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Do not file"),
    apart_from="propose",
    basis="samr_penalty_procedure art. 20",
    internal=True,
    favourable=False,
)
def refuse_filing(row: Case, given: FilingRefusal, on: Occasion) -> None:
    """No case is filed: minor, first and slight, without fault, or nothing to punish (程序规定 20)."""
    on.note = row.closing = given.reason
    facts = printer.facts_of(row, on.law) | {"checked": row.found, "opinion": f"不予立案：{given.reason}"}
    printer.print_paper(row, "PEN-07", facts, on, _("The refusal was not recorded."))
