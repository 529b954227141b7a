"""Acts of the registration procedures."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.kernel import search
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, PaperRecord, Subject, SubjectMember
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.paper import unprintable
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import queries, rules
from .models import EntityPerson, MarketEntity
from .procedures import COMPOSITIONS, Deregistration, Establishment

LICENCE = "registry.licence"


class Filing(Given):
    name: str = ask(
        gettext_lazy("Name"), at_most=60, kind="name", help=gettext_lazy("Division, trade name, industry, form")
    )
    division: str = ask(gettext_lazy("County or district"), kind="division", pattern=r"^\d{6}$")
    operator: str = ask(gettext_lazy("Operator"), at_most=40)
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=r"^\d{17}[\dXx]$")
    phone: str = ask(gettext_lazy("Phone"), kind="phone", personal=True, pattern=r"^1\d{10}$")
    composition: str = ask(gettext_lazy("Composition"), choices=COMPOSITIONS, pattern="^(person|family)$")
    premises: str = ask(gettext_lazy("Business premises"), lines=2, at_least=6, at_most=200)
    scope: str = ask(gettext_lazy("Business scope"), kind="scope", help=gettext_lazy("Codes of the scope catalogue"))
    promise: bool = ask(gettext_lazy("I declare that what I file is true"), kind="check", default=False)


class Grounds(Given):
    reason: str = ask(gettext_lazy("Grounds"), lines=4, at_least=5, at_most=1000)


class Leaving(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)
    promise: bool = ask(
        gettext_lazy("I promise that debts, wages, insurance and taxes are settled"), kind="check", default=False
    )


class Objection(Given):
    department: str = ask(
        gettext_lazy("Department"),
        choices=[
            ("tax", gettext_lazy("Tax")),
            ("social_security", gettext_lazy("Human resources and social security")),
            ("court", gettext_lazy("Court")),
            ("other", gettext_lazy("Another department")),
        ],
        pattern="^(tax|social_security|court|other)$",
    )
    objection: str = ask(gettext_lazy("Objection and its facts"), lines=4, at_least=5, at_most=500)


@act(None, Establishment.examination, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("File an establishment"))
def file(row: Establishment, given: Filing, on: Occasion) -> None:
    """File the establishment of an individual business."""
    what = _("The filing was not taken.")
    authority = Authority.objects.filter(pk=given.division).first()
    if authority is None or len(given.division) != 6:
        raise Incomplete(what, fields={"division": _("No registration authority is set up for this division.")})
    if not given.promise:
        raise Incomplete(what, fields={"promise": _("Without the declaration nothing can be filed.")})
    checked = queries.check_name(given.name, given.division)
    checked["finding"].require(what)
    codes = [c for c in given.scope.replace("，", ",").replace("\n", ",").split(",") if c.strip()]
    text, items = queries.scope_text([c.strip() for c in codes])
    unknown = {c.strip() for c in codes} - {i.pk for i in items}
    if unknown or not items:
        raise Incomplete(what, fields={"scope": _("Not in the catalogue: %(codes)s") % {"codes": "、".join(unknown)}})
    for field in ("name", "operator", "premises"):
        rare = unprintable(getattr(given, field))
        if rare:
            raise Incomplete(
                what, fields={field: _("No font here can print “%(character)s”.") % {"character": "".join(rare)}}
            )
    row.code, row.name = authority.pk, checked["parts"].whole
    row.trade_name, row.industry = checked["parts"].trade_name, checked["parts"].group
    row.title = row.subject_name = row.name
    row.operator, row.id_number, row.phone = given.operator, given.id_number.upper(), given.phone
    row.composition, row.premises = given.composition, given.premises
    row.scope_codes, row.scope = [i.pk for i in items], text
    rules.examination(facts_of(row, checked), on.law).require(what)
    on.then("registry.establishment.examine", row.pk)


@act(
    Establishment.examination,
    (Establishment.approved, Establishment.review),
    by=MACHINE,
    label=gettext_lazy("Automatic examination"),
)
def examine(row: Establishment, given: Nothing, on: Occasion) -> State:
    """Rules decide; what they doubt goes to an officer with the reasons."""
    checked = queries.check_name(row.name, row.code)
    finding = rules.examination(facts_of(row, checked), on.law)
    if finding.clear:
        register(row, on)
        return Establishment.approved
    row.doubts = [{"fact": str(g.fact), "article": g.article, "remedy": str(g.remedy)} for g in finding.grounds]
    on.note = "；".join(d["fact"] for d in row.doubts)
    return Establishment.review


@act(
    Establishment.review,
    Establishment.approved,
    by=Role.HANDLER,
    label=gettext_lazy("Register"),
    paper=LICENCE,
    discloses="registration",
    apart_from="file",
    favourable=True,
)
def approve(row: Establishment, given: Nothing, on: Occasion) -> None:
    """Register the business and issue its licence."""
    checked = queries.check_name(row.name, row.code)
    if any(h.same for h in checked["hits"]):
        raise Incomplete(
            _("It was not registered."),
            fact=_("The name has been registered by another meanwhile."),
            article=on.law.cite("enterprise_name_regulation art. 17").text("zh-hans"),
            remedy=_("Refuse, or have the applicant choose another name."),
        )
    register(row, on)


@act(
    Establishment.review,
    Establishment.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse registration"),
    paper="registry.refusal",
    irreversible=True,
    apart_from="file",
    favourable=False,
)
def refuse(row: Establishment, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds."""
    on.note = given.reason
    article = on.law.cite("market_entity_regulation art. 20").text("zh-hans")
    on.issue(
        "registry.refusal",
        "不予登记通知书",
        {"applicant": row.operator, "name": row.name, "grounds": [given.reason], "basis": [article]},
    )
    on.tell(APPLICANT, title=_("Not registered: %(name)s") % {"name": row.name}, body=given.reason)


@act(
    (Establishment.examination, Establishment.review),
    Establishment.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
)
def withdraw(row: Establishment, given: Nothing, on: Occasion) -> None:
    """Take the filing back."""


@act(
    None,
    Deregistration.publicity,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Apply for simplified deregistration"),
)
def apply_to_leave(row: Deregistration, given: Leaving, on: Occasion) -> None:
    """Apply for simplified deregistration; departments may object while it is public."""
    what = _("The application was not taken.")
    subject = Subject.objects.filter(pk=given.subject).first()
    mine = on.principal.officer_id or (subject and subject.pk in on.principal.subjects)
    if subject is None or not mine:
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    running = Deregistration.objects.filter(subject=subject, closed_at=None).first()
    rules.simple_deregistration(
        {"status": subject.status, "running": running.number if running else "", "promise": given.promise}, on.law
    ).require(what)
    row.subject, row.title, row.reason = subject, subject.name, given.reason
    row.code = subject.division_code[:6]
    on.admit(f"subject:{subject.pk}", "entity")
    article = on.law.cite("market_entity_regulation art. 33").text("zh-hans")
    on.disclose(
        "simple_deregistration", f"{subject.name}简易注销公示", article, {"name": subject.name, "reason": given.reason}
    )


@act(
    Deregistration.publicity,
    Deregistration.objected,
    by=Role.HANDLER,
    label=gettext_lazy("Record an objection"),
    favourable=False,
)
def record_objection(row: Deregistration, given: Objection, on: Occasion) -> None:
    """A department objects; the simplified procedure ends."""
    row.objector, row.objection = given.department, given.objection
    on.note = given.objection
    on.tell(APPLICANT, title=_("Simplified deregistration ended by an objection"), body=given.objection)


@act(
    Deregistration.publicity,
    Deregistration.done,
    by=CLOCK,
    label=gettext_lazy("Deregister"),
    paper="registry.deregistration",
    discloses="deregistration",
)
def complete(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """The publicity has ended without objection: the business leaves the register, its licence is void."""
    subject = row.subject
    if subject is None:
        return
    Subject.objects.filter(pk=subject.pk).update(status="deregistered", closed_on=on.day)
    PaperRecord.objects.filter(subject=subject, template=LICENCE, ended_at=None).update(
        ended_at=on.at, ended_why="准予注销登记"
    )
    article = on.law.cite("market_entity_regulation art. 33").text("zh-hans")
    on.issue(
        "registry.deregistration",
        "准予注销登记通知书",
        {"name": subject.name, "code": subject.code, "basis": [article]},
    )
    on.disclose("deregistration", f"{subject.name}注销登记", article, {"name": subject.name, "code": subject.code})
    on.tell(APPLICANT, title=_("Deregistered: %(name)s") % {"name": subject.name})


@act(Deregistration.publicity, Deregistration.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def take_back(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """Take the application back."""


def facts_of(row: Establishment, checked: dict[str, Any]) -> rules.EstablishmentFacts:
    """What the examination rule looks at."""
    _text, items = queries.scope_text(row.scope_codes)
    own = EntityPerson.objects.filter(id_print=fingerprint(row.id_number)).count() if row.state == "examination" else 0
    hits = checked["hits"]
    doubts = [f"{h.name}：{h.reason}" for h in hits if not h.same]
    doubts += [str(g.fact) for g in checked["finding"].grounds if not g.bars]
    return rules.EstablishmentFacts(
        checked["finding"].barred,
        tuple(doubts),
        tuple(h.name for h in hits if h.same),
        row.id_number,
        row.premises,
        tuple(i.text for i in items if i.pre_permit),
        len(items),
        own,
    )


def register(row: Establishment, on: Occasion) -> Subject:
    """Enter the business in the register, issue the licence, publish the registration."""
    authority = Authority.objects.get(pk=row.code)
    subject = _enter(row, authority, on)
    row.subject_id, row.subject_name = subject.pk, subject.name
    on.admit(f"subject:{subject.pk}", "entity")
    facts = {
        "name": row.name,
        "code": subject.code,
        "entity_type": "个体工商户",
        "operator": row.operator,
        "composition": row.composition,
        "premises": row.premises,
        "scope": row.scope,
        "registered_on": on.day.isoformat(),
        "registered_by": authority.name,
    }
    article = on.law.cite("market_entity_regulation art. 21").text("zh-hans")
    on.issue(LICENCE, "营业执照", facts)
    on.disclose("registration", f"{row.name}设立登记", article, {k: v for k, v in facts.items() if k != "operator"})
    on.tell(APPLICANT, title=_("Registered: %(name)s") % {"name": row.name}, body=_("Your licence can be downloaded."))
    return subject


def _enter(row: Establishment, authority: Authority, on: Occasion) -> Subject:
    subject = Subject.objects.create(
        kind="individual_business",
        name=row.name,
        code=rules.credit_code(row.code, row.pk),
        division_code=row.code,
        office_code=row.code,
        opened_on=on.day,
        synthetic=row.synthetic,
        **search.keys(row.name),
    )
    MarketEntity.objects.create(
        subject=subject,
        trade_name=row.trade_name,
        trade_pinyin=search.keys(row.trade_name)["pinyin"],
        industry=row.industry,
        operator=row.operator,
        composition=row.composition,
        premises=row.premises,
        scope=row.scope,
        registered_by=authority.name,
    )
    EntityPerson.objects.create(
        subject=subject,
        role="operator",
        name=row.operator,
        id_number=row.id_number,
        id_print=fingerprint(row.id_number),
    )
    for party in row.parties.filter(role="applicant", principal__startswith="user:"):
        SubjectMember.objects.create(subject=subject, user_id=int(party.principal.partition(":")[2]), role="operator")
    return subject
