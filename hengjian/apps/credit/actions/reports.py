"""Acts about annual reports, instant information, orders to publish and spot checks of what was published."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.procedures import AnnualReport, InstantInformation, PublicityCheck, PublicityOrder
from hengjian.apps.credit.procedures.reports import LABELS
from hengjian.apps.credit.rules import reports as rules
from hengjian.apps.registry.actions import exchange
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Incomplete

from .penalties import day_of
from .taking import OWNER, last_day, once, take

STAFF = (Role.HANDLER, Role.APPROVER)
BUSINESS = [
    ("open", gettext_lazy("In business")),
    ("resting", gettext_lazy("Resting")),
    ("liquidation", gettext_lazy("In liquidation")),
]
SHOWN = [(name, LABELS[name]) for name in rules.OPTIONAL]
KINDS = "^(" + "|".join(k for k, _label in rules.INSTANT) + ")$"
MONEY: dict[str, Any] = {"kind": "money", "default": None, "at_least": -(10**15), "at_most": 10**15}


class ReportHead(Given):
    """What every report says."""

    subject: int = ask(gettext_lazy("Business"), kind="subject")
    year: int = ask(gettext_lazy("Year reported on"), kind="number", at_least=1949, at_most=2100)
    phone: str = ask(gettext_lazy("Contact telephone"), at_most=40)
    email: str = ask(gettext_lazy("E-mail"), default="", at_most=80)
    premises: str = ask(gettext_lazy("Business premises"), at_least=4, at_most=200)
    business: str = ask(gettext_lazy("State of business"), choices=BUSINESS, pattern="^(open|resting|liquidation)$")
    website: str = ask(gettext_lazy("Website or online shop"), default="", at_most=200)
    staff: int = ask(gettext_lazy("Staff"), kind="number", at_least=0, at_most=10_000_000)
    insured: int = ask(
        gettext_lazy("Staff with social insurance"), kind="number", default=0, at_least=0, at_most=10_000_000
    )
    on_paper: bool = ask(gettext_lazy("Filed on paper (entered by the authority)"), kind="check", default=False)


class CompanyReport(ReportHead):
    """The report of a company, partnership or cooperative (art. 9)."""

    postcode: str = ask(gettext_lazy("Postcode"), default="", pattern=r"^(\d{6})?$")
    investment: str = ask(
        gettext_lazy("Bought shares of others"), lines=2, default="", at_most=500, section=gettext_lazy("Shares")
    )
    capital: str = ask(
        gettext_lazy("Subscribed and paid-in capital of shareholders"), lines=2, default="", at_most=1000
    )
    transfer: str = ask(gettext_lazy("Transfer of shares"), lines=2, default="", at_most=500)
    guarantee: str = ask(gettext_lazy("Guarantees for others"), lines=2, default="", at_most=500)
    assets: Decimal | None = ask(gettext_lazy("Total assets"), section=gettext_lazy("Figures of the year"), **MONEY)
    liabilities: Decimal | None = ask(gettext_lazy("Total liabilities"), **MONEY)
    equity: Decimal | None = ask(gettext_lazy("Owners' equity"), **MONEY)
    revenue: Decimal | None = ask(gettext_lazy("Revenue"), **MONEY)
    main_revenue: Decimal | None = ask(gettext_lazy("Revenue of the main business"), **MONEY)
    profit: Decimal | None = ask(gettext_lazy("Profit"), **MONEY)
    net_profit: Decimal | None = ask(gettext_lazy("Net profit"), **MONEY)
    tax: Decimal | None = ask(gettext_lazy("Taxes paid"), **MONEY)
    shown: list[str] = ask(gettext_lazy("Figures that may be shown to everybody"), choices=SHOWN, default=[])


class IndividualReport(ReportHead):
    """The report of an individual business, which decides itself whether it is shown."""

    revenue: Decimal | None = ask(gettext_lazy("Revenue"), **MONEY)
    tax: Decimal | None = ask(gettext_lazy("Taxes paid"), **MONEY)
    open_to_all: bool = ask(gettext_lazy("Show the report to everybody"), kind="check", default=False)


class Publicity(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=rules.INSTANT, pattern=KINDS)
    formed_on: str = ask(gettext_lazy("Happened on"), kind="date", pattern=r"^\d{4}-\d{2}-\d{2}$")
    content: str = ask(gettext_lazy("Content"), lines=4, at_least=4, at_most=1000)


class OrderedPublicity(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=rules.INSTANT, pattern=KINDS)
    what: str = ask(gettext_lazy("What is to be published"), lines=3, at_least=4, at_most=500)


class Fulfilment(Given):
    content: str = ask(gettext_lazy("Content published"), lines=4, at_least=4, at_most=1000)


class CheckOpening(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    about: str = ask(gettext_lazy("Number of the report or publication"), default="", at_most=60)
    origin: str = ask(
        gettext_lazy("Why"),
        choices=[("draw", gettext_lazy("Drawn")), ("report", gettext_lazy("Reported as false"))],
        pattern="^(draw|report)$",
        default="draw",
    )


class Comparison(Given):
    compared: list[str] = ask(gettext_lazy("Compared"), choices=list(LABELS.items()), default=[])
    finding: str = ask(gettext_lazy("Finding"), lines=4, at_least=4, at_most=1000)


# ---- annual reports ----


@act(
    None,
    AnnualReport.published,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("File the annual report (company)"),
    basis="enterprise_info_regulation art. 8",
)
def file_company(row: AnnualReport, given: CompanyReport, on: Occasion) -> None:
    """Published on filing, from 1 January to 30 June of the year after; later it is late, but ends the default."""
    _file(row, given, on, correction=False)


@act(
    None,
    AnnualReport.published,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("File the annual report (individual business)"),
    basis="individual_report_measures",
)
def file_individual(row: AnnualReport, given: IndividualReport, on: Occasion) -> None:
    """The short form; whether it is shown is the operator's choice."""
    _file(row, given, on, correction=False)


@act(
    None,
    AnnualReport.published,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Correct an annual report (company)"),
    basis="enterprise_info_regulation art. 12",
)
def correct(row: AnnualReport, given: CompanyReport, on: Occasion) -> None:
    """Until 30 June; what was published before stays to be seen beside it."""
    _file(row, given, on, correction=True)


@act(
    None,
    AnnualReport.published,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Correct an annual report (individual business)"),
    basis="individual_report_measures",
)
def correct_individual(row: AnnualReport, given: IndividualReport, on: Occasion) -> None:
    """Until 30 June."""
    _file(row, given, on, correction=True)


def _file(row: AnnualReport, given: Any, on: Occasion, *, correction: bool) -> None:
    what = _("The report was not filed.")
    subject = take(row, given.subject, on, what)
    individual = isinstance(given, IndividualReport)
    if individual != (subject.kind == "individual_business"):
        remedy = _("Use the form for companies.") if individual else _("Use the form for individual businesses.")
        fact = _("This is the form of another kind of business.")
        raise Incomplete(what, fact=fact, remedy=remedy, fields={"subject": remedy})
    rules.filing(queries.report_facts(subject, given.year, on.day, correction), on.law).require(what)
    if given.insured > given.staff:
        raise Incomplete(what, fields={"insured": _("More insured than there are staff.")})
    row.year, row.corrects, row.on_paper = given.year, correction, bool(given.on_paper and on.principal.officer_id)
    row.late = rules.is_late(given.year, on.day, on.law)
    row.open_to_all = getattr(given, "open_to_all", True)
    row.shown = sorted(set(getattr(given, "shown", [])) & set(rules.OPTIONAL))
    head = {"subject", "year", "on_paper", "shown", "open_to_all"}
    row.content = {k: v for k, v in given.model_dump(mode="json").items() if k not in head}
    row.title = _("Annual report %(year)s: %(name)s") % {"year": given.year, "name": subject.name}
    if row.open_to_all:
        _publish_report(row, on)
    on.then("credit.annual_report.pass_on", row.pk)


def _publish_report(row: AnnualReport, on: Occasion) -> None:
    seen = rules.public_part(row.content, row.shown)
    body = {"name": row.subject_name, "year": row.year, "late": row.late, **seen}
    title = f"{row.subject_name}：{row.year}年度报告" + ("（更正）" if row.corrects else "")
    on.disclose("annual_report", title, on.law.cite("enterprise_info_regulation art. 9"), body)


@act(
    AnnualReport.published,
    AnnualReport.passed_on,
    by=(MACHINE, Role.HANDLER),
    label=gettext_lazy("Pass the parts on"),
    held="*",
)
def pass_on(row: AnnualReport, given: Nothing, on: Occasion) -> None:
    """Each department receives its part and owes a receipt 多报合一; a mark on an individual business ends by itself."""
    assert row.subject is not None
    for kind, values in rules.parts_of(row.content).items():
        who = rules.PARTS[kind][0]
        payload = {"code": row.subject.code, "name": row.subject_name, "year": row.year, **values}
        key = f"annual:{row.pk}:{kind}"
        exchange.queue(
            row.subject, "department", who, "annual_report", key, payload, on.at, limit="credit.measure_answer"
        )
    for entry in queries.standing(row.subject_id or 0, "marked"):
        if entry.cause == "individual_no_report" and not queries.missing_years(row.subject, on.day, on.law):
            on.then("credit.abnormal_listing.remove", entry.proceeding_id, {"reason": "已补报年度报告"})


# ---- instant information ----


@act(
    None,
    InstantInformation.published,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Publish instant information"),
    basis="enterprise_info_regulation art. 10",
)
def publish_instant(row: InstantInformation, given: Publicity, on: Occasion) -> None:
    """Within twenty working days after it happened."""
    what = _("It was not published.")
    subject = take(row, given.subject, on, what)
    row.kind, row.content = given.kind, given.content
    row.formed_on = day_of(given.formed_on, "formed_on", what)
    if row.formed_on > on.day:
        raise Incomplete(what, fields={"formed_on": _("The day lies ahead.")})
    due = last_day("credit.instant_info", on.law, rules.noon(row.formed_on))
    row.late = due is not None and on.day > due
    words = str(dict(rules.INSTANT)[given.kind])
    body = {"name": subject.name, "kind": words, "date": given.formed_on, "content": given.content}
    on.disclose(
        "instant_information",
        f"{subject.name}：企业即时信息",
        on.law.cite("enterprise_info_regulation art. 10"),
        body,
    )


# ---- orders to publish ----


@act(
    None,
    PublicityOrder.ordered,
    by=STAFF,
    label=gettext_lazy("Order to publish"),
    paper="kernel.notice",
    basis="abnormal_list_measures art. 7",
    certificate=True,
    favourable=False,
)
def order_publicity(row: PublicityOrder, given: OrderedPublicity, on: Occasion) -> None:
    """What was not published in time is to be published within the set time, else the list follows."""
    what = _("The order was not made.")
    take(row, given.subject, on, what)
    row.kind, row.what = given.kind, given.what
    once(row, what, kind=given.kind)
    on.tell(*OWNER, title=_("You are ordered to publish information"), body=given.what)


@act(
    PublicityOrder.ordered,
    PublicityOrder.fulfilled,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Publish as ordered"),
    discloses="instant_information",
    basis="enterprise_info_regulation art. 10",
)
def fulfil(row: PublicityOrder, given: Fulfilment, on: Occasion) -> None:
    """The information is published; the order is settled."""
    on.note = given.content
    body = {"name": row.subject_name, "kind": str(dict(rules.INSTANT)[row.kind]), "content": given.content}
    article = on.law.cite("enterprise_info_regulation art. 10")
    on.disclose("instant_information", f"{row.subject_name}：企业即时信息", article, body)


@act(PublicityOrder.ordered, PublicityOrder.missed, by=CLOCK, label=gettext_lazy("Not published in time"))
def miss(row: PublicityOrder, given: Nothing, on: Occasion) -> None:
    """The set time is over: the entry on the list follows (Order 68, art. 7)."""
    listed = {"subject": row.subject_id, "cause": "no_instant_info", "found": row.what, "found_on": on.day.isoformat()}
    on.then("credit.abnormal_listing.enter", None, listed)


# ---- spot checks ----


@act(
    None,
    PublicityCheck.comparing,
    by=(*STAFF, MACHINE),
    label=gettext_lazy("Open a spot check of publicity"),
    basis="publicity_check_measures",
)
def open_comparison(row: PublicityCheck, given: CheckOpening, on: Occasion) -> None:
    """Drawn, or reported as false: verified within twenty working days (art. 13)."""
    what = _("The check was not opened.")
    subject = take(row, given.subject, on, what)
    once(row, what)
    row.origin = given.origin
    if given.about:
        about = Proceeding.objects.filter(
            number=given.about,
            subject_id=subject.pk,
            procedure__in=("credit.annual_report", "credit.instant_information"),
        ).first()
        if about is None:
            raise Incomplete(what, fields={"about": _("There is no such publication of this subject.")})
        row.about, row.about_number = about.pk, about.number


@act(
    PublicityCheck.comparing,
    PublicityCheck.truthful,
    by=STAFF,
    label=gettext_lazy("It is true"),
    discloses="publicity_check",
    basis="publicity_check_measures",
    certificate=True,
    favourable=True,
)
def find_true(row: PublicityCheck, given: Comparison, on: Occasion) -> None:
    """What was published agrees with what was found."""
    _compared(row, given, on)


@act(
    PublicityCheck.comparing,
    PublicityCheck.false_found,
    by=STAFF,
    label=gettext_lazy("It is false"),
    discloses="publicity_check",
    basis="publicity_check_measures",
    certificate=True,
    favourable=False,
)
def find_false(row: PublicityCheck, given: Comparison, on: Occasion) -> None:
    """The true state was hidden or made up: the entry on the list follows (Order 68, art. 8)."""
    _compared(row, given, on)
    _list(row, "false_information", given.finding, on)


@act(
    PublicityCheck.comparing,
    PublicityCheck.not_found,
    by=STAFF,
    label=gettext_lazy("It cannot be reached at its registered place"),
    discloses="publicity_check",
    basis="publicity_check_measures",
    certificate=True,
    favourable=False,
)
def find_nobody(row: PublicityCheck, given: Comparison, on: Occasion) -> None:
    """Nobody is found at the registered place: the entry on the list follows (Order 68, art. 9)."""
    _compared(row, given, on)
    _list(row, "unreachable_domicile", given.finding, on)


def _compared(row: PublicityCheck, given: Comparison, on: Occasion) -> None:
    row.compared, row.finding = [k for k in given.compared if k in LABELS], given.finding
    on.note = given.finding


def _list(row: PublicityCheck, cause: str, found: str, on: Occasion) -> None:
    listed = {"subject": row.subject_id, "cause": cause, "found": found[:500], "found_on": on.day.isoformat()}
    on.then("credit.abnormal_listing.enter", None, listed)
