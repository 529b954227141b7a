"""Acts of the simplified deregistration."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import DEPARTMENTS, EntityPerson
from hengjian.apps.registry.procedures import Deregistration
from hengjian.apps.registry.rules import exits as rules
from hengjian.apps.registry.rules.articles import art
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, NotAllowed

from . import register
from .leaving import admit_departments, announce, announce_on_paper, doubts_of, own_subject, put

DEPARTMENT = "^(" + "|".join(kind for kind, _label in DEPARTMENTS) + ")$"
OPEN = (Deregistration.publicity, Deregistration.announced, Deregistration.applying)


class Signer(Given):
    name: str = ask(gettext_lazy("Name"), at_most=60)
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=r"^\d{17}[\dXx]$")


class Leaving(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)
    signers: list[Signer] = ask(
        gettext_lazy("Investors who sign the promise"),
        default=[],
        help=gettext_lazy("All shareholders, partners or members; not needed for an individual business"),
    )
    cause_gone: str = ask(
        gettext_lazy("How the cause of an earlier objection was removed"),
        default="",
        at_most=300,
        help=gettext_lazy("Only if an earlier application was ended by an objection"),
    )
    promise: bool = ask(
        gettext_lazy("I promise that debts, wages, insurance and taxes are settled"), kind="check", default=False
    )


class DepartmentObjection(Given):
    department: str = ask(gettext_lazy("Department"), choices=DEPARTMENTS, pattern=DEPARTMENT)
    objection: str = ask(gettext_lazy("Objection and its facts"), lines=4, at_least=5, at_most=500)


class OwnObjection(Given):
    objection: str = ask(gettext_lazy("Objection and its facts"), lines=4, at_least=5, at_most=500)


class PublicObjection(Given):
    capacity: str = ask(gettext_lazy("Objects as"), at_most=20)
    objection: str = ask(gettext_lazy("Objection and its facts"), lines=4, at_least=5, at_most=1000)


@act(
    None,
    Deregistration.examination,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Apply for simplified deregistration"),
)
def apply_to_leave(row: Deregistration, given: Leaving, on: Occasion) -> None:
    """Apply for simplified deregistration; what bars it is found out at once by rules."""
    what = _("The application was not taken.")
    subject = own_subject(given.subject, on, what)
    put(row, subject)
    row.reason, row.cause_gone = given.reason, given.cause_gone
    row.signers = [{"name": s.name, "id_number": s.id_number.upper()} for s in given.signers]
    facts = rules.LeavingFacts(
        subject.status,
        given.promise,
        queries.running_exit(subject, row.pk),
        queries.hindrances(subject),
        queries.needs_approval(queries.items_of(subject)),
        unsigned(row, subject),
    )
    rules.simple_deregistration(facts, on.law).require(what)
    on.admit(f"subject:{subject.pk}", "entity")
    on.then("registry.deregistration.examine", row.pk)


def unsigned(row: Deregistration, subject: Subject) -> tuple[str, ...]:
    """Investors who have not signed the promise; an individual business has none but its operator, who applies."""
    items = queries.items_of(subject)
    signed = {s["name"] for s in row.signers}
    return tuple(s.name for s in items.shares if s.name not in signed) if items else ()


def facts_of(row: Deregistration, subject: Subject) -> rules.LeavingFacts:
    """All that bars, also what an applicant may not see."""
    earlier = Deregistration.objects.filter(subject=subject, state="objected").order_by("-closed_at").first()
    return rules.LeavingFacts(
        subject.status,
        True,
        queries.running_exit(subject, row.pk),
        queries.hindrances(subject),
        queries.needs_approval(queries.items_of(subject)),
        unsigned(row, subject),
        earlier.objection if earlier else "",
        row.cause_gone,
    )


@act(
    Deregistration.examination,
    (Deregistration.publicity, Deregistration.announced, Deregistration.barred),
    by=MACHINE,
    label=gettext_lazy("Automatic examination"),
)
def examine(row: Deregistration, given: Nothing, on: Occasion) -> State:
    """Put it to the departments; publish it too unless it is an individual business."""
    subject = register.subject_of(row)
    finding = rules.simple_deregistration(facts_of(row, subject), on.law)
    if finding.barred:
        return bar(row, finding, on)
    admit_departments(row, on)
    if subject.kind == "individual_business":
        holder = EntityPerson.objects.filter(subject=subject, role="representative", until=None).first()
        if holder and not row.signers:
            row.signers = [{"name": holder.name, "id_number": holder.id_number}]
        return Deregistration.publicity
    investors = "、".join(s["name"] for s in row.signers)
    reason = "该企业申请简易注销登记，全体投资人承诺未发生债权债务或者已将债权债务清偿完结。"
    announce_on_paper(
        row, "simple_deregistration", "简易注销公告", art(on.law, 33), on, "registry.simple_deregistration_publicity",
        reason, [["全体投资人", investors]], reason=row.reason, investors=investors,
    )  # fmt: skip
    return Deregistration.announced


def bar(row: Deregistration, finding: Finding, on: Occasion) -> State:
    """End it with the grounds that bar it."""
    row.doubts = doubts_of(finding)
    on.note = "；".join(d["fact"] for d in row.doubts)
    on.issue(
        "registry.simple_end",
        "简易注销终止告知书",
        {
            "name": row.title,
            "grounds": [f"{d['fact']}（{d['article']}）" for d in row.doubts],
            "basis": [art(on.law, 33)],
        },
    )
    on.tell(APPLICANT, title=_("Barred from simplified deregistration: %(name)s") % {"name": row.title}, body=on.note)
    return Deregistration.barred


def end(row: Deregistration, objector: str, objection: str, on: Occasion) -> None:
    """An objection ends the simplified procedure."""
    row.objector, row.objection = objector, objection
    on.note = objection
    on.issue(
        "registry.simple_end",
        "简易注销终止告知书",
        {"name": row.title, "grounds": [objection], "basis": [art(on.law, 33)]},
    )
    on.tell(APPLICANT, title=_("Simplified deregistration ended by an objection"), body=objection)


@act(OPEN, Deregistration.objected, by=Role.HANDLER, label=gettext_lazy("Record an objection"), favourable=False)
def record_objection(row: Deregistration, given: DepartmentObjection, on: Occasion) -> None:
    """A department has objected on paper; the simplified procedure ends."""
    end(row, given.department, given.objection, on)


@act(OPEN, Deregistration.objected, by=COUNTERPARTY, label=gettext_lazy("Object"), favourable=False)
def object_to(row: Deregistration, given: OwnObjection, on: Occasion) -> None:
    """A department that was asked objects, by page or with its key; the simplified procedure ends."""
    department = queries.department_of(on.principal.user_id)
    if department is None:
        raise NotAllowed(_("The objection was not taken."), fact=_("Your account acts for no department."))
    end(row, department.kind, given.objection, on)


@act(OPEN, Deregistration.objected, by=MACHINE, label=gettext_lazy("End by an objection"), favourable=False)
def end_by_objection(row: Deregistration, given: PublicObjection, on: Occasion) -> None:
    """Somebody has objected to the announcement; the simplified procedure ends."""
    end(row, given.capacity, given.objection, on)


@act(
    Deregistration.announced,
    Deregistration.applying,
    by=CLOCK,
    label=gettext_lazy("Publicity over"),
)
def open_application(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """The publicity has ended without objection: the entity may apply for twenty days."""
    no_objection_waits(row)
    on.tell(APPLICANT, title=_("Publicity over, please apply: %(name)s") % {"name": row.title})


@act(Deregistration.applying, Deregistration.deciding, by=APPLICANT, label=gettext_lazy("Apply for deregistration"))
def apply_for_exit(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """Apply after the publicity (Regulation, art. 33)."""
    on.then("registry.deregistration.decide", row.pk)


@act(
    Deregistration.applying,
    Deregistration.lapsed,
    by=CLOCK,
    label=gettext_lazy("Not applied for in time"),
)
def let_lapse(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """Nobody applied within twenty days; the publicity has to be made anew."""
    on.tell(APPLICANT, title=_("Simplified deregistration lapsed: %(name)s") % {"name": row.title})


@act(
    Deregistration.publicity,
    (Deregistration.done, Deregistration.barred),
    by=CLOCK,
    label=gettext_lazy("Deregister"),
)
def complete(row: Deregistration, given: Nothing, on: Occasion) -> State:
    """Ten days without objection: the individual business leaves the register, unless something bars it by now."""
    return leave_or_bar(row, on)


@act(
    Deregistration.deciding,
    (Deregistration.done, Deregistration.barred),
    by=MACHINE,
    label=gettext_lazy("Decide on the application"),
)
def decide(row: Deregistration, given: Nothing, on: Occasion) -> State:
    """Rules look once more at what bars it, then the entity leaves the register."""
    return leave_or_bar(row, on)


def leave_or_bar(row: Deregistration, on: Occasion) -> State:
    """The last look: what bars it may have arisen meanwhile."""
    no_objection_waits(row)
    subject = register.subject_of(row)
    finding = rules.simple_deregistration(facts_of(row, subject), on.law)
    if finding.barred:
        return bar(row, finding, on)
    register.close(subject, "deregistered", "deregistration", "准予注销登记", on)
    article = art(on.law, 33)
    on.issue(
        "registry.deregistration",
        "准予注销登记通知书",
        {"name": subject.name, "code": subject.code, "basis": [article]},
    )
    announce(row, "deregistration", "注销登记", article, on)
    on.tell(APPLICANT, title=_("Deregistered: %(name)s") % {"name": subject.name})
    return Deregistration.done


def no_objection_waits(row: Deregistration) -> None:
    """An objection filed in the last minute counts, although the worker has not passed it on yet."""
    if queries.objection_waits(row.subject_id):
        raise Conflict(_("It was not ended."), fact=_("An objection that was filed in time is still on its way."))


@act(
    (Deregistration.examination, *OPEN),
    Deregistration.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
)
def take_back(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """Take the application back."""
