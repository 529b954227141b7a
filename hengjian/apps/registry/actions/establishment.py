"""Acts of the establishment of an entity."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import EntityPerson
from hengjian.apps.registry.procedures import COMPOSITIONS, Establishment
from hengjian.apps.registry.queries.naming import NameCheck, holders_of, own_reservations
from hengjian.apps.registry.rules import establishment as rules
from hengjian.apps.registry.rules.articles import NAMES, art
from hengjian.apps.registry.rules.items import HEADS, Items, Place
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import official
from hengjian.kernel.models import Authority, Subject, SubjectMember
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.paper import unprintable
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import register
from .naming import enter_name, one_at_a_time, use_reservations
from .register import LICENCE, Identity


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


@act(None, Establishment.examination, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("File an establishment"))
def file(row: Establishment, given: Filing, on: Occasion) -> None:
    """File the establishment of an individual business."""
    what = _("The filing was not taken.")
    authority = Authority.objects.filter(pk=given.division).first()
    if authority is None or len(given.division) != 6:
        raise Incomplete(what, fields={"division": _("No registration authority is set up for this division.")})
    if not given.promise:
        raise Incomplete(what, fields={"promise": _("Without the declaration nothing can be filed.")})
    parts = queries.parse(given.name, given.division)
    checked = checked_name(parts.whole, given.division, {on.principal.id})
    checked.finding.require(what)
    codes = [c for c in given.scope.replace("，", ",").replace("\n", ",").split(",") if c.strip()]
    text, items_chosen = queries.scope_text([c.strip() for c in codes])
    unknown = {c.strip() for c in codes} - {i.pk for i in items_chosen}
    if unknown or not items_chosen:
        raise Incomplete(what, fields={"scope": _("Not in the catalogue: %(codes)s") % {"codes": "、".join(unknown)}})
    for field in ("name", "operator", "premises"):
        rare = unprintable(getattr(given, field))
        if rare:
            raise Incomplete(
                what, fields={field: _("No font here can print “%(character)s”.") % {"character": "".join(rare)}}
            )
    items = Items(
        name=parts.whole,
        trade_name=parts.trade_name,
        industry=parts.group,
        representative=given.operator,
        composition=given.composition,
        places=(Place(address=given.premises, division=authority.pk),),
        scope=text,
        scope_codes=tuple(i.pk for i in items_chosen),
    )
    take(row, items, authority)
    row.id_number, row.phone = given.id_number.upper(), given.phone
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
    one_at_a_time(queries.parse(row.name, row.code))
    checked = checked_name(row.name, row.code, holders_of(row))
    finding = rules.examination(facts_of(row, checked), on.law)
    if finding.clear:
        complete(row, on)
        return Establishment.approved
    row.doubts = [
        {"fact": str(g.fact), "article": official(g.article), "remedy": str(g.remedy)} for g in finding.grounds
    ]
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
    one_at_a_time(queries.parse(row.name, row.code))
    if checked_name(row.name, row.code, holders_of(row)).blocking:
        raise Incomplete(
            _("It was not registered."),
            fact=_("The name has been registered by another meanwhile."),
            article=art(on.law, 17, NAMES),
            remedy=_("Refuse, or have the applicant choose another name."),
        )
    complete(row, on)


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
    article = art(on.law, 20)
    on.issue(
        "registry.refusal",
        "不予登记通知书",
        {"applicant": row.proposed.representative, "name": row.name, "grounds": [given.reason], "basis": [article]},
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


def take(row: Establishment, items: Items, authority: Authority) -> None:
    """Put what is filed into the row."""
    row.code, row.name, row.group = authority.pk, items.name, items.group
    row.title = row.subject_name = items.name
    row.items = items.model_dump(mode="json")


def checked_name(name: str, code: str, holders: set[str]) -> NameCheck:
    """The check of an individual business's name, in which the applicant's own reservation does not stand in the way."""
    return queries.check_name(name, code, kind="individual_business", exempt=own_reservations(name, code, holders))


def facts_of(row: Establishment, checked: NameCheck) -> rules.EstablishmentFacts:
    """What the examination rule looks at."""
    items = row.proposed
    _text, chosen = queries.scope_text(items.scope_codes)
    own = EntityPerson.objects.filter(id_print=fingerprint(row.id_number)).count() if row.state == "examination" else 0
    doubts = [f"{h.name}：{h.reason}" for h in checked.warning]
    doubts += [str(g.fact) for g in checked.finding.grounds if not g.bars]
    return rules.EstablishmentFacts(
        checked.finding.barred,
        tuple(doubts),
        tuple(h.name for h in checked.blocking),
        row.id_number,
        items.domicile.address,
        tuple(i.text for i in chosen if i.pre_permit),
        len(chosen),
        own,
    )


def complete(row: Establishment, on: Occasion) -> Subject:
    """Enter the entity in the register, issue its licence, publish the registration."""
    authority, items = Authority.objects.get(pk=row.code), row.proposed
    people = [Identity("representative", items.representative, row.id_number), *map(identity_of, row.people)]
    subject = register.enter(items, authority, row.pk, people, on, row.synthetic)
    kept = own_reservations(row.name, row.code, holders_of(row)).reservations
    reservation = use_reservations(kept, on)
    enter_name(row.name, row.code, subject=subject, reservation=reservation, synthetic=row.synthetic)
    for party in row.parties.filter(role="applicant", principal__startswith="user:"):
        SubjectMember.objects.create(subject=subject, user_id=int(party.principal.partition(":")[2]), role="operator")
    row.subject_id, row.subject_name = subject.pk, subject.name
    on.admit(f"subject:{subject.pk}", "entity")
    facts = licence_facts(subject, items, authority.name)
    article = art(on.law, 21)
    on.issue(LICENCE, "营业执照", facts)
    on.disclose(
        "registration", f"{row.name}设立登记", article, {k: v for k, v in facts.items() if k != "representative"}
    )
    on.tell(APPLICANT, title=_("Registered: %(name)s") % {"name": row.name}, body=_("Your licence can be downloaded."))
    return subject


def identity_of(person: Any) -> Identity:
    """A person named in the filing, as the register takes it."""
    return Identity(person["role"], person["name"], person["id_number"])


def licence_facts(subject: Subject, items: Items, authority: str) -> dict[str, Any]:
    """What the licence of an entity says (Rules, art. 23)."""
    return {
        "name": items.name,
        "code": subject.code,
        "entity_type": queries.type_name(items.type_code),
        "head": HEADS[items.group],
        "representative": items.representative,
        "composition": items.composition,
        "capital": f"{items.capital:f}" if items.capital is not None else "",
        "currency": items.currency,
        "premises": items.domicile.address,
        "scope": items.scope,
        "term_until": items.term_until.isoformat() if items.term_until else "",
        "registered_on": subject.opened_on.isoformat() if subject.opened_on else "",
        "registered_by": authority,
    }
