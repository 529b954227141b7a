"""Acts of the ordinary deregistration: dissolution, liquidation, application, decision."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Claim, Liquidation
from hengjian.apps.registry.procedures.liquidation import CAUSES, RULINGS
from hengjian.apps.registry.rules import liquidation as rules
from hengjian.apps.registry.rules.articles import COMPANY_LAW, RULES, art
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, APPLICANT, CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import register
from .establishment import Grounds
from .leaving import announce, any_subject, own_subject, put

OPEN_CLAIMS = ("filed", "admitted", "disputed")
CAUSE = "^(" + "|".join(value for value, _label in CAUSES) + ")$"
RULING = "^(" + "|".join(value for value, _label in RULINGS) + ")$"
GIVEN_UP_FROM = (
    Liquidation.formation,
    Liquidation.notifying,
    Liquidation.claims,
    Liquidation.claims_sole,
    Liquidation.settling,
    Liquidation.applying,
    Liquidation.examination,
)


class Dissolution(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    cause: str = ask(gettext_lazy("Cause"), choices=CAUSES, pattern=CAUSE)
    dissolved_on: date = ask(gettext_lazy("Dissolved on"), kind="date")


class GroupMember(Given):
    name: str = ask(gettext_lazy("Name"), at_most=60)


class LiquidationGroup(Given):
    formed_on: date = ask(gettext_lazy("Liquidation group formed on"), kind="date")
    head: str = ask(gettext_lazy("Head of the group"), at_most=60)
    members: list[GroupMember] = ask(gettext_lazy("Other members"), default=[])


class CreditorNotice(Given):
    name: str = ask(gettext_lazy("Creditor"), at_most=100)
    on: date = ask(gettext_lazy("Notified on"), kind="date")


class CreditorNotices(Given):
    creditors: list[CreditorNotice] = ask(gettext_lazy("Creditors notified"))


class LiquidationReport(Given):
    liquidated_on: date = ask(gettext_lazy("Liquidation finished on"), kind="date")
    report: str = ask(gettext_lazy("Liquidation report"), lines=6, at_least=10, at_most=4000)
    confirmed: bool = ask(gettext_lazy("The owners or the court have confirmed it"), kind="check", default=False)


class TaxClearance(Given):
    tax_clearance: str = ask(gettext_lazy("Tax clearance certificate"), at_least=4, at_most=60)


class ExitAtOnce(TaxClearance):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    resolution: str = ask(
        gettext_lazy("Decision to leave"),
        lines=2,
        at_most=300,
        help=gettext_lazy("Of the head office for a branch, of the operator for an individual business"),
    )


class CourtRuling(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    ruling: str = ask(gettext_lazy("Ruling"), choices=RULINGS, pattern=RULING)
    court: str = ask(gettext_lazy("Court"), at_least=4, at_most=60)
    case_number: str = ask(gettext_lazy("Case number"), at_most=60, help="（2025）豫16破12号")
    ruled_on: date = ask(gettext_lazy("Day of the ruling"), kind="date")
    administrator: str = ask(gettext_lazy("Administrator or liquidator named by the court"), at_most=100)


def begin(row: Liquidation, subject: Subject, on: Occasion, route: str) -> None:
    """Take the matter up, unless the entity is leaving already."""
    put(row, subject)
    row.group, row.route = subject.kind, route
    facts = rules.ApplicationFacts(
        subject.status, subject.kind, route, tax_clearance="-", running=queries.running_exit(subject, row.pk)
    )
    rules.application(facts, on.law).require(_("The application was not taken."))
    if subject.pk in on.principal.subjects or on.principal.officer_id:
        on.admit(f"subject:{subject.pk}", "entity")


@act(None, Liquidation.formation, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Report a dissolution"))
def dissolve(row: Liquidation, given: Dissolution, on: Occasion) -> None:
    """Report that the entity is dissolved and will be liquidated (Company Law, arts. 229-232)."""
    what = _("The report was not taken.")
    subject = own_subject(given.subject, on, what)
    rules.liquidated(subject.kind, on.law).require(what)
    if given.dissolved_on > on.day:
        raise Incomplete(what, fields={"dissolved_on": _("The day lies in the future.")})
    begin(row, subject, on, "liquidation")
    row.cause, row.dissolved_on = given.cause, given.dissolved_on


@act(None, Liquidation.examination, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Apply for deregistration"))
def apply_at_once(row: Liquidation, given: ExitAtOnce, on: Occasion) -> None:
    """An individual business or a branch applies; there is nothing to liquidate (Rules, art. 46)."""
    subject = own_subject(given.subject, on, _("The application was not taken."))
    rules.at_once(subject.kind, on.law).require(_("The application was not taken."))
    begin(row, subject, on, "at_once")
    row.report, row.tax_clearance = given.resolution, given.tax_clearance


@act(
    None,
    Liquidation.examination,
    by=(ANYONE, Role.HANDLER),
    label=gettext_lazy("Apply on a court's ruling"),
)
def apply_by_ruling(row: Liquidation, given: CourtRuling, on: Occasion) -> None:
    """The administrator applies with the ruling that closed the bankruptcy or liquidation: nothing else is asked."""
    what = _("The application was not taken.")
    subject = any_subject(given.subject, what)
    rules.ruling(given.case_number, given.ruled_on, on.day, on.law).require(what)
    begin(row, subject, on, "court")
    row.cause, row.court, row.case_number = "court", given.court, given.case_number
    row.ruled_on = row.liquidated_on = given.ruled_on
    row.members = [given.administrator]


def late(row: Liquidation, limit: str, since: date | None, done: date, on: Occasion) -> None:
    """Put on record what was done after its limit."""
    text = rules.lateness(limit, since, done, on.law, deadline.calendar()) if since else ""
    if text:
        row.lateness = [*row.lateness, text]


@act(
    Liquidation.formation,
    Liquidation.notifying,
    by=APPLICANT,
    label=gettext_lazy("Publish the liquidation group"),
    favourable=None,
)
def form_group(row: Liquidation, given: LiquidationGroup, on: Occasion) -> None:
    """Name the group within fifteen days and publish it within ten more (Company Law, art. 232; Regulation, art. 32)."""
    if not (row.dissolved_on or on.day) <= given.formed_on <= on.day:
        raise Incomplete(
            _("It was not published."),
            fields={"formed_on": _("The day lies between the dissolution and today.")},
        )
    row.formed_on = given.formed_on
    row.members = [given.head, *(m.name for m in given.members)]
    late(row, "registry.liquidation_group_formation", row.dissolved_on, given.formed_on, on)
    late(row, "registry.liquidation_group_publicity", given.formed_on, on.day, on)
    announce(row, "liquidation_group", "清算组备案公告", art(on.law, 32), on, members="、".join(row.members))


@act(
    (Liquidation.notifying, Liquidation.claims, Liquidation.claims_sole, Liquidation.settling),
    None,
    by=APPLICANT,
    label=gettext_lazy("Record notices to creditors"),
)
def notify_creditors(row: Liquidation, given: CreditorNotices, on: Occasion) -> None:
    """Record which known creditors were notified and when (Company Law, art. 235)."""
    if not given.creditors:
        raise Incomplete(_("Nothing was recorded."), fields={"creditors": _("Name at least one creditor.")})
    known = {n["name"]: n for n in row.notified}
    for one in given.creditors:
        known[one.name] = {"name": one.name, "on": one.on.isoformat()}
        late(row, rules.terms_of(row.group).notice, row.formed_on, one.on, on)
    row.notified = list(known.values())


@act(
    Liquidation.notifying,
    (Liquidation.claims, Liquidation.claims_sole),
    by=APPLICANT,
    label=gettext_lazy("Call the creditors"),
)
def call_creditors(row: Liquidation, given: Nothing, on: Occasion) -> State:
    """Publish the call to creditors within sixty days; they have forty-five to claim (Company Law, art. 235)."""
    row.announced_on = on.day
    late(row, "registry.liquidation_announcement", row.formed_on, on.day, on)
    article = art(on.law, 235, COMPANY_LAW) if row.group == "company" else art(on.law, 32)
    limit = rules.terms_of(row.group).unnotified
    announce(row, "creditor_call", "债权人公告", article, on, limit, members="、".join(row.members))
    return Liquidation.claims_sole if row.group == "sole_proprietorship" else Liquidation.claims


@act(
    (Liquidation.claims, Liquidation.claims_sole),
    Liquidation.settling,
    by=CLOCK,
    label=gettext_lazy("Term of claims over"),
)
def close_claims(row: Liquidation, given: Nothing, on: Occasion) -> None:
    """The term in which claims are filed is over; they are settled now."""
    on.tell(APPLICANT, title=_("Term of claims over: %(name)s") % {"name": row.title})


def open_claims(row: Liquidation) -> tuple[str, ...]:
    """Claims that are neither paid, nor withdrawn, nor rejected by a court."""
    found = Claim.objects.filter(subject_id=row.subject_id or 0, state__in=OPEN_CLAIMS).order_by("pk")[:20]
    return tuple(f"{c.creditor} {c.amount:,.2f}" for c in found)


def facts_of(row: Liquidation, on: Occasion) -> rules.ApplicationFacts:
    """What stands between the entity and its deregistration."""
    subject = register.subject_of(row)
    return rules.ApplicationFacts(
        subject.status,
        row.group,
        row.route,
        open_claims(row) if row.route == "liquidation" else (),
        queries.open_branches(subject),
        row.tax_clearance,
        queries.running_exit(subject, row.pk),
        row.liquidated_on,
        on.day,
    )


@act(Liquidation.settling, Liquidation.applying, by=APPLICANT, label=gettext_lazy("File the liquidation report"))
def confirm_report(row: Liquidation, given: LiquidationReport, on: Occasion) -> None:
    """The report is confirmed by the owners or the court; the entity has thirty days to apply (Company Law, art. 239)."""
    what = _("The report was not taken.")
    if not given.confirmed:
        raise Incomplete(
            what, article=art(on.law, 239, COMPANY_LAW), fields={"confirmed": _("Have it confirmed first.")}
        )
    if given.liquidated_on > on.day or (row.announced_on and given.liquidated_on < row.announced_on):
        raise Incomplete(what, fields={"liquidated_on": _("The day lies between the call and today.")})
    claims = rules.ApplicationFacts("registered", row.group, "court", open_claims(row))
    rules.application(claims, on.law).require(what)
    row.report, row.liquidated_on = given.report, given.liquidated_on


@act(Liquidation.applying, Liquidation.examination, by=APPLICANT, label=gettext_lazy("Apply for deregistration"))
def apply_ordinary(row: Liquidation, given: TaxClearance, on: Occasion) -> None:
    """Apply within thirty days of the end of the liquidation (Regulation, art. 32; Rules, art. 44)."""
    row.tax_clearance = given.tax_clearance
    rules.application(facts_of(row, on), on.law).require(_("The application was not taken."))
    late(row, "registry.ordinary_deregistration_apply", row.liquidated_on, on.day, on)


@act(
    Liquidation.examination,
    Liquidation.done,
    by=Role.HANDLER,
    label=gettext_lazy("Deregister"),
    paper="registry.deregistration",
    discloses="deregistration",
    irreversible=True,
    favourable=True,
    apart_from=("dissolve", "apply_at_once", "apply_by_ruling"),
)
def approve(row: Liquidation, given: Nothing, on: Occasion) -> None:
    """The entity leaves the register; its licence is void."""
    rules.application(facts_of(row, on), on.law).require(_("It was not deregistered."))
    subject = register.subject_of(row)
    cause = "court" if row.route == "court" else "liquidation"
    register.close(subject, "deregistered", cause, "准予注销登记", on)
    basis = [art(on.law, 31), art(on.law, 121, "bankruptcy_law") if row.route == "court" else art(on.law, 46, RULES)]
    said: dict[str, Any] = {"name": subject.name, "code": subject.code, "basis": basis, "matter": "注销登记"}
    if row.route == "court":
        said["rows"] = [["人民法院", row.court], ["裁定文书", row.case_number]]
    on.issue("registry.deregistration", "准予注销登记通知书", said)
    announce(row, "deregistration", "注销登记", basis[0], on)
    on.tell(APPLICANT, title=_("Deregistered: %(name)s") % {"name": subject.name})


@act(
    Liquidation.examination,
    Liquidation.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse deregistration"),
    paper="registry.refusal",
    irreversible=True,
    favourable=False,
    apart_from=("dissolve", "apply_at_once", "apply_by_ruling"),
)
def refuse(row: Liquidation, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds."""
    on.note = given.reason
    facts = {"name": row.title, "matter": "注销登记", "grounds": [given.reason], "basis": [art(on.law, 19)]}
    on.issue("registry.refusal", "不予注销登记通知书", facts)
    on.tell(APPLICANT, title=_("Not deregistered: %(name)s") % {"name": row.title}, body=given.reason)


@act(GIVEN_UP_FROM, Liquidation.withdrawn, by=APPLICANT, label=gettext_lazy("Give the deregistration up"))
def give_up(row: Liquidation, given: Nothing, on: Occasion) -> None:
    """The entity goes on; what was published stays as history."""
