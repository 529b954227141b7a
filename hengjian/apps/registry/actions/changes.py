"""Acts of a change of registered items: an opener for each item, one examination, one decision."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Change
from hengjian.apps.registry.procedures.showing import compared
from hengjian.apps.registry.rules import change as rules
from hengjian.apps.registry.rules.articles import art
from hengjian.apps.registry.rules.items import Items, Place, changed
from hengjian.apps.registry.rules.persons import Person
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Nothing
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import change_forms as asked
from . import establishment as filing
from . import register, signing, taking
from .establishment import OPENS, Grounds
from .register import LICENCE
from .taking import Taken

STARTS = (Change.examination, Change.signing)
WHAT = gettext_lazy("The application was not taken.")


@act(None, STARTS, label=gettext_lazy("Change the name"), **OPENS)
def change_name(row: Change, given: asked.NameChange, on: Occasion) -> State:
    """Apply for a new name."""
    before = standing_of(row, given, on)
    _facts, parts, finding = queries.name_facts(
        given.name, before.domicile.division[:6], before.group, filing.parent_name(before),
        type_code=before.type_code, own=row.subject,
    )  # fmt: skip
    finding.require(WHAT)
    taking.printable(given, str(WHAT), "name")
    named = {"name": parts.whole, "trade_name": parts.trade_name[:80], "industry": parts.group}
    return apply(row, given, on, Taken(), "change.name", before, **named)


@act(None, STARTS, label=gettext_lazy("Change the domicile"), **OPENS)
def change_domicile(row: Change, given: asked.DomicileChange, on: Occasion) -> State:
    """Apply for a new domicile in the same county."""
    before, taken = standing_of(row, given, on), Taken()
    place = Place(address=given.premises, division=given.division, basis=given.premises_basis)
    if given.premises_basis == "title":
        taken.called.add("domicile_doc")
    after = before.model_copy(update={"places": (place, *before.places[1:])})
    Finding.of([rules.within(before, after, on.law)]).require(WHAT)
    return apply(row, given, on, taken, "change.domicile", before, places=after.places)


@act(None, STARTS, label=gettext_lazy("Change the business scope"), **OPENS)
def change_scope(row: Change, given: asked.ScopeChange, on: Occasion) -> State:
    """Apply for a new business scope."""
    before, taken = standing_of(row, given, on), Taken()
    text, chosen = taking.scope_of(given.scope, str(WHAT))
    if any(i.pre_permit for i in chosen):
        taken.called.add("approval_doc")
        taken.approved_on = given.approved_on
    scope = {"scope": text, "scope_codes": tuple(i.pk for i in chosen)}
    return apply(row, given, on, taken, "change.scope", before, **scope)


@act(None, STARTS, label=gettext_lazy("Change the legal representative"), **OPENS)
def change_representative(row: Change, given: asked.HeadChange, on: Occasion) -> State:
    """Apply for another person at the head."""
    before = standing_of(row, given, on)
    taken = Taken([Person("representative", given.representative, given.id_number.upper(), "id_number")])
    return apply(row, given, on, taken, "change.legal_representative", before, representative=given.representative)


@act(None, STARTS, label=gettext_lazy("Change the operator of an individual business"), **OPENS)
def change_operator(row: Change, given: asked.OperatorChange, on: Occasion) -> State:
    """Apply for another operator; the business goes on, its code stays (Individual Business Regulation, art. 13)."""
    before = standing_of(row, given, on, "individual_business")
    taken = Taken([Person("representative", given.representative, given.id_number.upper(), "id_number")])
    head = {"representative": given.representative, "composition": given.composition}
    return apply(row, given, on, taken, "change", before, **head)


@act(None, STARTS, label=gettext_lazy("Raise the capital"), **OPENS)
def change_capital(row: Change, given: asked.CapitalChange, on: Occasion) -> State:
    """Apply for more capital."""
    before, taken = standing_of(row, given, on, "company", "partnership", "cooperative", "non_company"), Taken()
    shares = taking.shares_of(given.shares, _role(before), taken)
    after = before.model_copy(update={"capital": given.capital, "shares": shares})
    Finding.of([rules.increase(before, after, on.law)]).require(WHAT)
    return apply(row, given, on, taken, "change.capital_increase", before, capital=given.capital, shares=shares)


@act(None, STARTS, label=gettext_lazy("Change the holders"), **OPENS)
def change_holders(row: Change, given: asked.HoldersChange, on: Occasion) -> State:
    """Apply for other shareholders or partners."""
    before, taken = standing_of(row, given, on, "company", "partnership"), Taken()
    shares = taking.shares_of(given.shares, _role(before), taken)
    return apply(row, given, on, taken, "change.shareholders", before, shares=shares)


@act(None, STARTS, label=gettext_lazy("Change the term of operation"), **OPENS)
def change_term(row: Change, given: asked.TermChange, on: Occasion) -> State:
    """Apply for another term."""
    before = standing_of(row, given, on)
    return apply(row, given, on, Taken(), "change.term", before, term_until=given.term_until)


@act(None, STARTS, label=gettext_lazy("Change the type"), **OPENS)
def change_type(row: Change, given: asked.TypeChange, on: Occasion) -> State:
    """Apply for another type of company or partnership."""
    before, taken = standing_of(row, given, on, "company", "partnership"), Taken()
    shares = taking.shares_of(given.shares, _role(before), taken)
    _facts, parts, finding = queries.name_facts(
        given.name, before.domicile.division[:6], before.group, type_code=given.type_code, own=row.subject
    )
    finding.require(WHAT)
    named = {"name": parts.whole, "trade_name": parts.trade_name, "industry": parts.group}
    kind = {"type_code": given.type_code, "capital": given.capital, "shares": shares}
    return apply(row, given, on, taken, "change.entity_type", before, **named, **kind)


def _role(items: Items) -> str:
    return {"partnership": "partner", "cooperative": "member"}.get(items.group, "shareholder")


def standing_of(row: Any, given: Any, on: Occasion, *groups: str) -> Items:
    """The items of the applicant's own entity as they stand; puts the entity on the row."""
    subject = Subject.objects.filter(pk=given.subject).first()
    mine = on.principal.officer_id or (subject and subject.pk in on.principal.subjects)
    items = queries.items_of(subject) if subject and mine else None
    if subject is None or items is None:
        raise Incomplete(WHAT, fields={"subject": _("Choose one of your own businesses.")})
    if groups and items.group not in groups:
        raise Incomplete(WHAT, fields={"subject": _("This kind of entity does not change in this way.")})
    row.subject, row.title, row.subject_name = subject, subject.name, subject.name
    row.code = subject.division_code[:6]
    row.decided_on = given.decided_on
    row.synthetic = subject.synthetic
    return items


def propose(row: Any, given: Any, on: Occasion, taken: Taken, kind: str, before: Items, **after: Any) -> Items:
    """Put what is applied for into the row, with its papers and persons."""
    taking.promised(given, str(WHAT))
    taken.extra["kind"] = kind
    taking.hand_in(given.materials, taken, str(WHAT), on)
    items = Items.model_validate(before.model_dump() | after)
    row.before, row.items = before.model_dump(mode="json"), items.model_dump(mode="json")
    row.people, row.filed = taken.as_people(), taken.as_filed()
    on.admit(f"subject:{row.subject_id}", "entity")
    return items


def apply(row: Change, given: Any, on: Occasion, taken: Taken, kind: str, before: Items, **after: Any) -> State:
    """Take an application: what is hopeless is refused now, the rest waits for signatures and the examination."""
    propose(row, given, on, taken, kind, before, **after)
    Finding.of(rules.form(facts_of(row, on, False), opened(row), on.law)).require(WHAT)
    return signing.call(row, on)


def opened(row: Any) -> date:
    """Since when the entity is registered: terms of contribution count from then."""
    return row.subject.opened_on or row.law_on


def facts_of(row: Any, on: Occasion, machine: bool) -> rules.ChangeFacts:
    """What the examination looks at; `machine` adds what only officers and the machine may read."""
    before, after = row.standing, row.proposed
    name = filing.rules.NameFacts()
    if "name" in changed(before, after):
        name, _parts, _finding = queries.name_facts(
            after.name, row.code, after.group, filing.parent_name(after), type_code=after.type_code, own=row.subject
        )
    others = Change.objects.filter(subject=row.subject_id, closed_at=None).exclude(pk=row.pk or 0)
    return rules.ChangeFacts(
        before,
        after,
        queries.items_of(row.subject) or before,
        row.decided_on,
        filing.facts_of(row, on.day, name, kind=row.filed["kind"], **(filing.known(row, on.day) if machine else {})),
        next((o.number for o in others if set(changed(o.standing, o.proposed)) & set(changed(before, after))), ""),
    )


@act(Change.examination, (Change.approved, Change.review), by=MACHINE, label=gettext_lazy("Automatic examination"))
def examine(row: Change, given: Nothing, on: Occasion) -> State:
    """Rules decide; what they doubt goes to an officer with the reasons."""
    signing.keep(row, on)
    finding = rules.examination(facts_of(row, on, True), opened(row), on.law)
    row.doubts = [filing.doubt_of(g) for g in finding.grounds]
    on.note = filing.said(row.doubts)
    if all(not d["bars"] and d["field"] == "decided_on" for d in row.doubts):
        complete(row, on)
        return Change.approved
    return Change.review


@act(
    Change.review,
    Change.approved,
    by=Role.HANDLER,
    label=gettext_lazy("Register the change"),
    discloses="change",
    favourable=True,
)
def approve(row: Change, given: Nothing, on: Occasion) -> None:
    """Register the change and issue a new licence where it names what changed."""
    finding = rules.examination(facts_of(row, on, True), opened(row), on.law)
    finding.require(_("It was not registered."))
    complete(row, on)


@act(
    Change.review,
    Change.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse registration"),
    paper="registry.refusal",
    irreversible=True,
    favourable=False,
)
def refuse(row: Change, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds."""
    refused(row, given.reason, on)


@act(
    (Change.signing, Change.examination, Change.review), Change.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw")
)
def withdraw(row: Change, given: Nothing, on: Occasion) -> None:
    """Take the application back."""


def refused(row: Any, reason: str, on: Occasion) -> None:
    """The paper and the notice of a refusal, with everything the rules found and what to change."""
    on.note = reason
    doubts = getattr(row, "doubts", [])
    found = [f"{d['fact']}{d['remedy']}" for d in doubts]
    basis = list(dict.fromkeys([art(on.law, 20), *(d["article"] for d in doubts)]))
    data = {"applicant": row.subject_name, "name": row.title, "grounds": [reason, *found], "basis": basis}
    on.issue("registry.refusal", "不予登记通知书", data)
    on.tell(APPLICANT, title=_("Not registered: %(name)s") % {"name": row.title}, body="；".join([reason, *found]))


def complete(row: Any, on: Occasion, cause: str = "change", authority: Authority | None = None) -> Items:
    """Enter what changes in the register, on what stands there now; a new licence where it names what changed."""
    before, after = row.standing, row.proposed
    items = rules.onto(queries.items_of(row.subject) or before, before, after)
    register.amend(row.subject, items, cause, on, authority=authority)
    register.name_people(row.subject, taking.identities_of(row.people), on.day)
    kinds = changed(before, after)
    article = art(on.law, 24)
    if set(kinds) & rules.ON_LICENCE:
        relicense(row.subject, items, authority or Authority.objects.get(pk=row.code), on)
    public = {str(label): f"{old} → {new}" for label, old, new in compared(before, after, kinds)}
    on.disclose("change", f"{row.subject.name}变更登记", article, {"name": row.subject.name, **public})
    row.title = row.subject_name = row.subject.name
    on.tell(APPLICANT, title=_("Change registered: %(name)s") % {"name": row.subject.name})
    return items


def relicense(subject: Subject, items: Items, authority: Authority, on: Occasion) -> None:
    """A new licence; every earlier copy is void from now on (Regulation, art. 21)."""
    register.void_licences(subject, "变更登记，换发新照", on)
    on.issue(LICENCE, "营业执照", filing.licence_facts(subject, items, authority.name))
