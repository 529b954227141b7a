"""Acts of the cancellation of a fraudulent registration."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import EntityVersion, Responsibility
from hengjian.apps.registry.procedures import Cancellation
from hengjian.apps.registry.procedures.cancellation import KEPT, PAUSES
from hengjian.apps.registry.rules import cancellation as rules
from hengjian.apps.registry.rules.articles import RULES, art
from hengjian.apps.registry.rules.days import plain_end
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import ANYONE, APPLICANT, MACHINE, Role
from hengjian.kernel.refusal import Incomplete

from . import register
from .establishment import Grounds, licence_facts
from .exits import PublicObjection, Signer
from .leaving import announce, announce_on_paper, any_subject, due_day, put

LOOKING = (Cancellation.investigation, Cancellation.extended)
DECIDABLE = (*LOOKING, Cancellation.shortened)
LEADERS = (Role.APPROVER, Role.HEAD)


def _one_of(pairs: list[tuple[str, Any]]) -> str:
    return "^(" + "|".join(value for value, _label in pairs) + ")$"


class Complaint(Given):
    subject: int = ask(gettext_lazy("Entity"), kind="subject")
    version: int = ask(
        gettext_lazy("Registration in question"),
        kind="number",
        default=0,
        help=gettext_lazy("The number of the state of the register; empty for the establishment"),
    )
    story: str = ask(gettext_lazy("What happened, and the evidence"), lines=6, at_least=10, at_most=2000)


class InvestigationExtension(Given):
    reason: str = ask(gettext_lazy("Why the circumstances are complex"), lines=2, at_least=5, at_most=300)


class InvestigationPause(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=PAUSES, pattern=_one_of(PAUSES))
    paper: str = ask(gettext_lazy("Document it rests on"), at_most=200)


class UndisputedFraud(Given):
    admitted: bool = ask(gettext_lazy("Those who acted have admitted it"), kind="check", default=False)
    proof: str = ask(
        gettext_lazy("Paper that proves it"),
        default="",
        at_most=200,
        help=gettext_lazy("Such as an expert opinion on handwriting or a report of the police"),
    )


class FraudFound(Given):
    finding: str = ask(gettext_lazy("Facts found and evidence"), lines=6, at_least=10, at_most=2000)
    responsible: list[Signer] = ask(gettext_lazy("Directly responsible"), default=[])


class RegistrationKept(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=KEPT, pattern=_one_of(KEPT))
    finding: str = ask(gettext_lazy("Facts found and evidence"), lines=6, at_least=10, at_most=2000)


def take(row: Cancellation, given: Complaint, what: str) -> Subject:
    """Which registration is in question: the establishment, or the change that led to a state of the register."""
    subject = any_subject(given.subject, what)
    states = EntityVersion.objects.filter(subject=subject).order_by("effective_on", "recorded_at", "pk")
    state = states.filter(pk=given.version).first() if given.version else states.first()
    if state is None:
        raise Incomplete(what, fields={"version": _("The register has no such state of this entity.")})
    put(row, subject)
    row.version_id, row.registered_on, row.story = state.pk, state.effective_on, given.story
    row.what = "设立登记" if state.cause == "establishment" else "变更登记"
    return subject


@act(None, Cancellation.received, by=ANYONE, label=gettext_lazy("Apply to cancel a false registration"))
def complain(row: Cancellation, given: Complaint, on: Occasion) -> None:
    """Somebody harmed by a false registration asks to have it cancelled (Regulation, art. 40)."""
    take(row, given, _("The application was not taken."))


@act(None, Cancellation.investigation, by=Role.HANDLER, label=gettext_lazy("Investigate a registration ex officio"))
def begin(row: Cancellation, given: Complaint, on: Occasion) -> None:
    """The authority has found signs of fraud itself (Rules, art. 51)."""
    take(row, given, _("It was not begun."))
    row.ex_officio = True


@act(
    Cancellation.received,
    Cancellation.investigation,
    by=Role.HANDLER,
    label=gettext_lazy("Accept the application"),
    paper="registry.cancellation_accepted",
    basis="market_entity_rules art. 52",
)
def accept(row: Cancellation, given: Nothing, on: Occasion) -> None:
    """Accept within three working days (Rules, art. 52); the entity is told and may be heard."""
    on.parties.append((f"subject:{row.subject_id}", "entity"))
    on.tell(APPLICANT, f"subject:{row.subject_id}", title=_("Investigation begun: %(name)s") % {"name": row.title})


@act(
    Cancellation.received,
    Cancellation.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Do not accept"),
    paper="registry.refusal",
    favourable=False,
)
def not_accept(row: Cancellation, given: Grounds, on: Occasion) -> None:
    """Not accepted, with grounds."""
    on.note = given.reason
    facts = {"name": row.title, "matter": "撤销登记", "grounds": [given.reason], "basis": [art(on.law, 52, RULES)]}
    on.issue("registry.refusal", "不予受理通知书", facts)
    on.tell(APPLICANT, title=_("Not accepted: %(name)s") % {"name": row.title}, body=given.reason)


@act(
    Cancellation.investigation,
    Cancellation.extended,
    by=Role.HEAD,
    label=gettext_lazy("Extend by three months"),
    basis="market_entity_rules art. 53",
)
def extend(row: Cancellation, given: InvestigationExtension, on: Occasion) -> None:
    """The head extends a complex investigation once, from the end of the first three months."""
    on.note = given.reason


@act(LOOKING, None, by=Role.HANDLER, label=gettext_lazy("Publish the suspicion"))
def publicise(row: Cancellation, given: Nothing, on: Occasion) -> None:
    """Those concerned cannot be reached or do not cooperate: forty-five days of publicity (Rules, art. 53)."""
    row.unreachable = True
    row.public_until = due_day("registry.cancellation_publicity", on)
    since = row.registered_on.isoformat()
    reason = "该主体涉嫌提交虚假材料或者采取其他欺诈手段取得登记，相关人员无法联系或者拒不配合调查。"
    announce_on_paper(
        row, "cancellation_publicity", "涉嫌虚假登记公示", art(on.law, 53, RULES), on,
        "registry.cancellation_publicity", reason, [["涉嫌虚假登记事项", row.what], ["登记时间", since]],
        matter=row.what, registered_on=since,
    )  # fmt: skip


@act(LOOKING, None, by=MACHINE, label=gettext_lazy("Take an objection up"))
def hear_objection(row: Cancellation, given: PublicObjection, on: Occasion) -> None:
    """Somebody objects to the publicity; the decision has to deal with it."""
    row.objections = [*row.objections, given.objection]
    on.note = given.objection


@act(LOOKING, None, by=(Role.HANDLER, *LEADERS), label=gettext_lazy("Suspend on a ground of the law"))
def pause(row: Cancellation, given: InvestigationPause, on: Occasion) -> None:
    """Suspend on one of the grounds of the law; the clock stands (Rules, art. 54)."""
    row.held = "suspended"
    on.note = f"{dict(PAUSES)[given.ground]}：{given.paper}"
    on.stop_clock(on.note[:200], art(on.law, 54, RULES))


@act(LOOKING, Cancellation.shortened, by=Role.HANDLER, label=gettext_lazy("Go the shortened way"))
def shorten(row: Cancellation, given: UndisputedFraud, on: Occasion) -> None:
    """The fraud is admitted or proven by a paper and nobody objects."""
    rules.undisputed(given.admitted, given.proof, row.objections, on.law).require(_("It was not shortened."))
    on.note = given.proof or _("admitted")


@act(
    DECIDABLE,
    Cancellation.cancelled,
    by=LEADERS,
    label=gettext_lazy("Cancel the registration"),
    paper="registry.cancellation_decision",
    discloses="cancellation",
    irreversible=True,
    favourable=False,
    apart_from=("accept", "begin"),
)
def cancel(row: Cancellation, given: FraudFound, on: Occasion) -> None:
    """Cancel it backwards: the register is corrected for every day since, whoever is responsible is barred for three years."""
    rules.decision(row.public_until, on.day, on.law).require(_("It was not decided."))
    subject = register.subject_of(row)
    row.finding = given.finding
    row.responsible = [{"name": p.name, "id_number": p.id_number.upper()} for p in given.responsible]
    register.cancel(subject, corrected(row), "撤销登记", on)
    record_responsible(row, subject, on)
    basis = [art(on.law, 40), art(on.law, 50, RULES)]
    on.issue(
        "registry.cancellation_decision",
        "撤销登记决定书",
        {
            "name": row.title,
            "code": subject.code,
            "matter": row.what,
            "registered_on": row.registered_on.isoformat(),
            "finding": given.finding,
            "barred": [p["name"] for p in row.responsible],
            "basis": basis,
        },
    )
    if subject.status != "registration_cancelled":
        renew_licence(subject, on)
    matter = {"matter": row.what, "registered_on": row.registered_on.isoformat()}
    announce(row, "cancellation", "撤销登记", basis[0], on, **matter)
    on.tell(APPLICANT, title=_("Registration cancelled: %(name)s") % {"name": row.title})


def corrected(row: Cancellation) -> list[tuple[Any, Items]]:
    """What the register says for each day from the false registration on, as if that had never been."""
    subject = register.subject_of(row)
    false = EntityVersion.objects.get(pk=row.version_id)
    states = list(EntityVersion.objects.filter(subject=subject).order_by("effective_on", "recorded_at", "pk"))
    at = next(n for n, state in enumerate(states) if state.pk == false.pk)
    later = [Items.model_validate(state.items) for state in states[at:]]
    if false.cause == "establishment":
        found = rules.never_was(later)
    else:
        found = rules.without(Items.model_validate(states[at - 1].items), later[0], later[1:])
    return list(zip([state.effective_on for state in states[at:]], found, strict=True))


def record_responsible(row: Cancellation, subject: Subject, on: Occasion) -> None:
    """Who is directly responsible may not apply for three years (Regulation, art. 40; Rules, art. 71)."""
    until = plain_end(on.day, on.law.limit("registry.fraud_ban"))
    Responsibility.objects.bulk_create(
        Responsibility(
            subject=subject,
            name=p["name"],
            id_number=p["id_number"],
            id_print=fingerprint(p["id_number"]),
            why="fraud",
            detail=row.what,
            since=on.day,
            until=until,
            act_id=on.act_id,
        )
        for p in row.responsible
    )


def renew_licence(subject: Subject, on: Occasion) -> None:
    """A licence that says what the register says now."""
    items = queries.items_of(subject)
    if items:
        authority = Authority.objects.get(pk=subject.division_code[:6])
        on.issue(register.LICENCE, "营业执照", licence_facts(subject, items, authority.name))


@act(
    DECIDABLE,
    Cancellation.kept,
    by=LEADERS,
    label=gettext_lazy("Do not cancel"),
    paper="registry.cancellation_refused",
    irreversible=True,
    favourable=False,
    apart_from=("accept", "begin"),
)
def keep(row: Cancellation, given: RegistrationKept, on: Occasion) -> None:
    """Not cancelled: the fraud is not proven, or a ground of the law stands against it (Regulation, art. 41)."""
    rules.decision(row.public_until, on.day, on.law).require(_("It was not decided."))
    row.finding = given.finding
    basis = [art(on.law, 41), art(on.law, 55, RULES)] if given.ground != "unproven" else [art(on.law, 53, RULES)]
    on.issue(
        "registry.cancellation_refused",
        "不予撤销登记决定书",
        {
            "name": row.title,
            "matter": row.what,
            "registered_on": row.registered_on.isoformat(),
            "ground": REASONS[given.ground],
            "finding": given.finding,
            "basis": basis,
        },
    )
    on.tell(APPLICANT, title=_("Registration not cancelled: %(name)s") % {"name": row.title}, body=given.finding)


# As the decision prints them, whatever language the officer reads.
REASONS = {
    "public_interest": "撤销登记可能对社会公共利益造成重大损害",
    "irreversible": "撤销登记后无法恢复到登记前的状态",
    "other": "法律、行政法规规定的其他情形",
    "unproven": "虚假登记的事实不能认定",
}


@act(
    (Cancellation.received, *LOOKING),
    Cancellation.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
)
def withdraw(row: Cancellation, given: Nothing, on: Occasion) -> None:
    """The applicant takes the application back."""
