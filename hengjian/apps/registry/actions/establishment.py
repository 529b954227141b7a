"""Acts of the establishment of an entity: the openers of each kind, the examination, the decision."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.procedures import Establishment
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.queries.naming import holders_of, own_reservations
from hengjian.apps.registry.rules import establishment as rules
from hengjian.apps.registry.rules import recheck
from hengjian.apps.registry.rules.articles import NAMES, art
from hengjian.apps.registry.rules.capital import years_on
from hengjian.apps.registry.rules.items import HEADS, Items, Place, Share
from hengjian.apps.registry.rules.persons import OFFICES, Bar, Person
from hengjian.apps.registry.rules.structure import Parent
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import LawOn, official
from hengjian.kernel.models import Authority, Subject, SubjectMember
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import conversion, founding, register, signing, taking
from .naming import one_at_a_time, use_reservations
from .register import LICENCE
from .taking import Taken

OPENS: dict[str, Any] = {"by": (APPLICANT, Role.HANDLER)}
STARTS = (Establishment.examination, Establishment.signing)


class Grounds(Given):
    reason: str = ask(gettext_lazy("Grounds"), lines=4, at_least=5, at_most=1000)


@act(None, STARTS, label=gettext_lazy("File an establishment"), **OPENS)
def file(row: Establishment, given: founding.IndividualForm, on: Occasion) -> State:
    """File the establishment of an individual business."""
    taken = Taken([Person("representative", given.operator, given.id_number.upper(), "id_number")])
    return found(row, given, on, taken, "individual_business", "9500", given.operator, composition=given.composition)


@act(None, STARTS, label=gettext_lazy("Found a company"), **OPENS)
def file_company(row: Establishment, given: founding.CompanyForm, on: Occasion) -> State:
    """File the establishment of a limited or joint stock company."""
    taken = head_of(given)
    items: dict[str, Any] = {"capital": given.capital, "term_until": given.term_until}
    items |= {
        "shares": taking.shares_of(given.shares, "shareholder", taken),
        "posts": taking.posts_of(given.posts, taken),
    }
    taking.owners_of(given.owners, taken)
    if given.type_code.startswith(("5", "6")):
        taken.extra["foreign"] = {"origin": given.origin}
        if not given.origin:
            missing = _("Say from which country the investors come: it is the report on foreign investment.")
            raise Incomplete(_("The filing was not taken."), fields={"origin": missing})
    return found(row, given, on, taken, "company", given.type_code, given.representative, **items)


@act(None, STARTS, label=gettext_lazy("Found an enterprise that is no company"), **OPENS)
def file_non_company(row: Establishment, given: founding.NonCompanyForm, on: Occasion) -> State:
    """File the establishment of an enterprise legal person that is no company."""
    taken = head_of(given)
    items: dict[str, Any] = {"capital": given.capital, "posts": taking.posts_of(given.posts, taken)}
    items["shares"] = taking.shares_of(given.shares, "shareholder", taken)
    return found(row, given, on, taken, "non_company", given.type_code, given.representative, **items)


@act(None, STARTS, label=gettext_lazy("Found a partnership"), **OPENS)
def file_partnership(row: Establishment, given: founding.PartnershipForm, on: Occasion) -> State:
    """File the establishment of a partnership."""
    taken = head_of(given)
    items: dict[str, Any] = {"capital": given.capital, "term_until": given.term_until}
    items |= {"shares": taking.shares_of(given.shares, "partner", taken), "posts": taking.posts_of(given.posts, taken)}
    taking.owners_of(given.owners, taken)
    return found(row, given, on, taken, "partnership", given.type_code, given.representative, **items)


@act(None, STARTS, label=gettext_lazy("Found a sole proprietorship"), **OPENS)
def file_sole_proprietorship(row: Establishment, given: founding.SoleForm, on: Occasion) -> State:
    """File the establishment of a sole proprietorship."""
    taken = head_of(given)
    share = Share(name=given.representative, subscribed=given.capital, liability="unlimited")
    items: dict[str, Any] = {"capital": given.capital, "shares": (share,), "composition": given.property}
    return found(row, given, on, taken, "sole_proprietorship", "4540", given.representative, **items)


@act(None, STARTS, label=gettext_lazy("Found a farmers' cooperative"), **OPENS)
def file_cooperative(row: Establishment, given: founding.CooperativeForm, on: Occasion) -> State:
    """File the establishment of a farmers' cooperative."""
    taken = head_of(given)
    shares = []
    for n, one in enumerate(given.members):
        member = Person("member", one.name, one.number.upper(), f"members.{n}.number")
        taken.people.append(member)
        taken.farmers += one.farmer
        shares.append(Share(name=one.name, subscribed=one.subscribed, code=member.number if member.entity else ""))
    items: dict[str, Any] = {"capital": given.capital, "shares": tuple(shares)}
    items["posts"] = taking.posts_of(given.posts, taken)
    return found(row, given, on, taken, "cooperative", "9100", given.representative, **items)


@act(None, STARTS, label=gettext_lazy("Open a branch"), **OPENS)
def file_branch(row: Establishment, given: founding.BranchForm, on: Occasion) -> State:
    """File the establishment of a branch."""
    taken = head_of(given)
    taken.extra["decided_on"] = given.decided_on.isoformat() if given.decided_on else ""
    return found(row, given, on, taken, "branch", given.type_code, given.representative, parent=given.parent)


@act(None, STARTS, label=gettext_lazy("Open an office of a foreign enterprise"), **OPENS)
def file_foreign_branch(row: Establishment, given: founding.ForeignForm, on: Occasion) -> State:
    """File the establishment of a branch or office of a foreign enterprise."""
    taken = head_of(given)
    taken.extra["foreign"] = {"origin": given.foreign}
    items: dict[str, Any] = {"term_until": given.term_until}
    return found(row, given, on, taken, "foreign_branch", given.type_code, given.representative, **items)


def head_of(given: Any) -> Taken:
    """A filing begins with who stands at the head; an agent calls for his authority."""
    taken = Taken([Person("representative", given.representative, given.id_number.upper(), "id_number")])
    if given.agent:
        taken.called.add("agent")
        taken.extra["agent"] = given.agent
    return taken


def found(
    row: Establishment, given: Any, on: Occasion, taken: Taken, group: str, type_code: str, head: str, **more: Any
) -> State:
    """Take a filing of any kind: what hopeless is refused now with every field, the rest waits for signatures."""
    what = _("The filing was not taken.")
    authority = taking.authority_of(given.division, what)
    taking.promised(given, what)
    parent = queries.entity_of(more.get("parent", "")) if more.get("parent") else None
    former = conversion.begun(getattr(given, "converts", ""), on, what)
    if former:
        taken.extra["converts"] = former.code
    name, parts, finding = queries.name_facts(
        given.name, given.division, group, parent.subject.name if parent else "",
        type_code=type_code, holders={on.principal.id}, own=former, investors=[s.code for s in more.get("shares", ())],
    )  # fmt: skip
    finding.require(what)
    scope, chosen = taking.scope_of(given.scope, what)
    taking.printable(
        given, what, "name", "premises", "operator" if group == "individual_business" else "representative"
    )
    basis = getattr(given, "premises_basis", "commitment")
    if basis == "title":
        taken.called.add("domicile_doc")
    if any(i.pre_permit for i in chosen):
        taken.called.add("approval_doc")
        taken.approved_on = given.approved_on
    taking.hand_in(given.materials, taken, what, on)
    items = Items(
        name=parts.whole,
        group=group,
        type_code=type_code,
        trade_name=parts.trade_name[:80],
        industry=parts.group,
        representative=head,
        places=(Place(address=given.premises, division=authority.pk, basis=basis),),
        scope=scope,
        scope_codes=tuple(i.pk for i in chosen),
        **more,
    )
    row.code, row.name, row.group, row.title, row.subject_name = authority.pk, items.name, group, items.name, items.name
    row.items, row.filed = items.model_dump(mode="json"), taken.as_filed()
    row.people = taken.as_people()
    row.id_number, row.phone = given.id_number.upper(), given.phone
    facts = facts_of(row, on.day, name)
    rules.Finding.of(rules.form(facts, on.law)).require(what)
    return signing.call(row, on)


@act(
    Establishment.examination,
    (Establishment.approved, Establishment.review),
    by=MACHINE,
    label=gettext_lazy("Automatic examination"),
)
def examine(row: Establishment, given: Nothing, on: Occasion) -> State:
    """Rules decide; what they doubt goes to an officer with the reasons."""
    signing.keep(row, on)
    finding = rules.examination(machine_facts(row, on.day), on.law)
    row.doubts = [doubt_of(g) for g in finding.grounds]
    confirming = queries.confirmation_mode(row.code) and not finding.barred and not row.filed.get("called")
    if rules.hindered_by_nothing(finding) or confirming:
        complete(row, on)
        if recheck.falls(fingerprint(str(on.act_id), recheck.PURPOSE), on.law):
            on.then("registry.recheck.draw", None, {"of": row.pk, "by_act": on.act_id})
        if row.doubts:
            on.note = _("Registered; noted: %(doubts)s") % {"doubts": said(row.doubts)}
        return Establishment.approved
    on.note = said(row.doubts)
    if finding.barred:
        on.tell(APPLICANT, title=_("Please look at your filing: %(name)s") % {"name": row.name}, body=on.note)
    return Establishment.review


def doubt_of(ground: Any) -> dict[str, Any]:
    """A ground as it is kept: fact, article, what to change, which input, whether it bars."""
    return {
        "fact": str(ground.fact),
        "article": official(ground.article),
        "remedy": str(ground.remedy),
        "field": ground.field,
        "bars": ground.bars,
    }


def said(doubts: list[dict[str, Any]]) -> str:
    """Every doubt with its article and what to do."""
    return "；".join(f"{d['fact']}（{d['article']}）{d['remedy']}" for d in doubts)


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
    """Register the entity and issue its licence."""
    what = _("It was not registered.")
    if name_of(row).taken_by:
        raise Incomplete(
            what,
            fact=_("The name has been registered by another meanwhile."),
            article=art(on.law, 17, NAMES),
            remedy=_("Refuse, or have the applicant choose another name."),
        )
    barred = [d for d in row.doubts if d.get("bars") and d["field"] not in ("name",)]
    if barred:
        first = barred[0]
        raise Incomplete(what, fact=first["fact"], article=first["article"], remedy=first["remedy"])
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
    """Refuse with grounds; what the rules found is said with it, input by input, and how to do better."""
    on.note = given.reason
    article = art(on.law, 20)
    found = [f"{d['fact']}{d['remedy']}" for d in row.doubts]
    on.issue(
        "registry.refusal",
        "不予登记通知书",
        {
            "applicant": row.proposed.representative,
            "name": row.name,
            "grounds": [given.reason, *found],
            "basis": list(dict.fromkeys([article, *(d["article"] for d in row.doubts)])),
        },
    )
    body = "；".join([given.reason, *found])
    on.tell(APPLICANT, title=_("Not registered: %(name)s") % {"name": row.name}, body=body)


@act(
    (Establishment.signing, Establishment.examination, Establishment.review),
    Establishment.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
)
def withdraw(row: Establishment, given: Nothing, on: Occasion) -> None:
    """Take the filing back."""


def parent_name(items: Items) -> str:
    """The name of the enterprise a branch belongs to."""
    parent = queries.entity_of(items.parent) if items.parent else None
    return parent.subject.name if parent else ""


def facts_of(row: Any, day: date, name: rules.NameFacts, **more: Any) -> rules.Facts:
    """What the filing itself shows, for the examination."""
    items, filed = row.proposed, row.filed
    _text, chosen = queries.scope_text(items.scope_codes)
    parent = queries.entity_of(items.parent) if items.parent else None
    approved, decided = filed.get("approved_on"), filed.get("decided_on")
    return rules.Facts(
        items=items,
        day=day,
        authority=row.code,
        name=name,
        people=taking.people_of(row.people),
        parent=Parent(parent.subject.name, parent.subject.status) if parent else None,
        farmers=filed.get("farmers", 0),
        before_permits=tuple(i.text for i in chosen if i.pre_permit),
        approved_on=date.fromisoformat(approved) if approved else None,
        handed_in=frozenset(filed.get("handed", ())),
        called_for=frozenset(filed.get("called", ())),
        listed=support.against_filing(items, day),
        named_industry=lexicon().groups.get(items.industry, ""),
        industries=support.industries_for(list(items.scope_codes)),
        decided_on=date.fromisoformat(decided) if decided else None,
        **more,
    )


def machine_facts(row: Establishment, day: date) -> rules.Facts:
    """What the register adds; only officers and the machine may read it."""
    return facts_of(row, day, name_of(row), conversion=conversion.grounds(row, LawOn(row.law_on)), **known(row, day))


def name_of(row: Establishment) -> rules.NameFacts:
    """The name check once more, before anything is decided; until then nobody else decides on this trade name."""
    items = row.proposed
    one_at_a_time(queries.parse(items.name, row.code))
    found, _parts, _finding = queries.name_facts(
        row.name, row.code, items.group, parent_name(items), type_code=items.type_code, holders=holders_of(row),
        own=conversion.former_of(row), investors=[s.code for s in items.shares],
    )  # fmt: skip
    return found


def known(row: Any, day: date) -> dict[str, Any]:
    """Bars on the persons, others at the address, other businesses of the head."""
    people = taking.people_of(row.people)
    prints = taking.prints(p for p in people if p.role in OFFICES)
    beyond = queries.out_of_reach(row.proposed.group)
    found = [] if beyond else queries.heads_of_revoked(prints, years_on(day, -3))
    bars = tuple(Bar(prints[p], "head", years_on(since, 3)) for p, since in found)
    head = [p for p in people if p.role == "representative"]
    false = ((p, queries.barred_until(p.number)) for p in people if p.number)
    bars += tuple(Bar(p.name, "fraud", until) for p, until in false if until)
    bars += tuple(queries.bans(prints, set(queries.OFFICE) - beyond, day))
    return {
        "bars": bars,
        "others_at_address": queries.others_at(row.proposed.domicile.address, row.subject_id),
        "businesses_of_head": queries.businesses_of(taking.prints(head)),
    }


def complete(row: Establishment, on: Occasion) -> Subject:
    """Enter the entity in the register, issue its licence, publish the registration."""
    authority, items = Authority.objects.get(pk=row.code), row.proposed
    kept = own_reservations(row.name, row.code, holders_of(row)).reservations
    reservation = use_reservations(kept, on)
    people = taking.identities_of(row.people)
    former = conversion.former_of(row)
    subject = register.enter(items, authority, row.pk, people, on, row.synthetic, reservation)
    for party in row.parties.filter(role="applicant", principal__startswith="user:"):
        SubjectMember.objects.create(subject=subject, user_id=int(party.principal.partition(":")[2]), role="operator")
    if former:
        conversion.carry_out(row, subject, former, on)
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
