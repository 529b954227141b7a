"""Acts of mergers and divisions: announced for forty-five days, then all of it entered at once."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Reorganisation
from hengjian.apps.registry.rules import change as rules
from hengjian.apps.registry.rules import reorganisation as own_rules
from hengjian.apps.registry.rules.articles import COMPANY_LAW, art
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role

from . import change_forms as asked
from . import changes, forms, register, taking
from .changes import WHAT
from .establishment import OPENS, Grounds
from .taking import Taken


class Absorbed(Given):
    """A company that is dissolved by the merger."""

    code: str = ask(gettext_lazy("Credit code of the company absorbed"), pattern=forms.CODE)


class New(Given):
    """A company that is founded by the division."""

    name: str = ask(gettext_lazy("Name"), at_most=100)
    capital: Decimal = ask(gettext_lazy("Capital, yuan"), kind="money", at_least=0, at_most=forms.MOST_MONEY)
    premises: str = ask(gettext_lazy("Domicile"), at_least=6, at_most=200)
    representative: str = ask(gettext_lazy("Legal representative"), at_most=60)


class Merger(Given):
    """One company takes in others."""

    subject: int = asked.subject_field()
    decided_on: date = ask(gettext_lazy("Day of the resolution"), kind="date")
    absorbed: list[Absorbed] = forms.lines(gettext_lazy("Companies absorbed"), least=1, most=20)
    capital: Decimal = forms.capital_field(gettext_lazy("Capital afterwards"))
    shares: list[forms.Partner] = forms.lines(gettext_lazy("All holders afterwards"), least=1, most=200)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Division(Given):
    """One company gives a part to new ones."""

    subject: int = asked.subject_field()
    decided_on: date = ask(gettext_lazy("Day of the resolution"), kind="date")
    founded: list[New] = forms.lines(gettext_lazy("Companies founded"), least=1, most=20)
    dissolves: bool = ask(gettext_lazy("The company itself is dissolved"), kind="check", default=False)
    capital: Decimal = forms.capital_field(gettext_lazy("Capital of the company afterwards"))
    shares: list[forms.Partner] = forms.lines(gettext_lazy("All holders afterwards"), least=1, most=200)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


@act(
    None,
    Reorganisation.announcement,
    label=gettext_lazy("Merge companies"),
    discloses="merger",
    **OPENS,
)
def merge(row: Reorganisation, given: Merger, on: Occasion) -> None:
    """Announce a merger by absorption."""
    before, taken = changes.standing_of(row, given, on, "company"), Taken()
    shares = taking.shares_of(given.shares, "shareholder", taken)
    found = [queries.entity_of(line.code) for line in given.absorbed]
    others = [{"code": e.subject.code, "name": e.subject.name, "id": e.pk, "status": e.subject.status,
               "capital": str(e.capital or 0)} for e in found if e]  # fmt: skip
    missing = {f"absorbed.{n}.code" for n, e in enumerate(found) if e is None}
    after = _propose(row, given, on, taken, before, shares)
    row.kind, row.dissolved = "merger", others
    grounds = own_rules.merger(before, after, others, missing, on.law)
    Finding.of(grounds).require(WHAT)
    _announce(row, "合并", [o["name"] for o in others], on)


@act(
    None,
    Reorganisation.announcement,
    label=gettext_lazy("Divide a company"),
    discloses="division",
    **OPENS,
)
def divide(row: Reorganisation, given: Division, on: Occasion) -> None:
    """Announce a division."""
    before, taken = changes.standing_of(row, given, on, "company"), Taken()
    shares = taking.shares_of(given.shares, "shareholder", taken)
    after = _propose(row, given, on, taken, before, shares)
    founded = []
    for n, line in enumerate(given.founded):
        facts, parts, finding = queries.name_facts(line.name, row.code, before.group, type_code=before.type_code)
        taken_names = {f"founded.{n}.name": _("The name is taken: %(names)s.") % {"names": "、".join(facts.taken_by)}}
        own_rules.refuse_fields(taken_names if facts.taken_by else {}, WHAT)
        finding.require(WHAT)
        place = before.domicile.model_copy(update={"address": line.premises})
        new = {"name": parts.whole, "trade_name": parts.trade_name, "capital": line.capital, "places": (place,),
               "representative": line.representative, "posts": (), "controls": (), "shares": ()}  # fmt: skip
        founded.append(before.model_copy(update=new).model_dump(mode="json"))
    row.kind, row.founded = "division", founded
    row.dissolved = (
        [{"code": row.subject and row.subject.code, "name": before.name, "id": row.subject_id}]
        if given.dissolves
        else []
    )
    Finding.of(
        own_rules.division(before, after, [line.capital for line in given.founded], given.dissolves, on.law)
    ).require(WHAT)
    _announce(row, "分立", [f["name"] for f in founded], on)


def _propose(row: Reorganisation, given: Any, on: Occasion, taken: Taken, before: Items, shares: Any) -> Items:
    taking.promised(given, str(WHAT))
    taking.hand_in(given.materials, taken, str(WHAT), on)
    after = before.model_copy(update={"capital": given.capital, "shares": shares})
    row.before, row.items = before.model_dump(mode="json"), after.model_dump(mode="json")
    on.admit(f"subject:{row.subject_id}", "entity")
    return after


def _announce(row: Reorganisation, what: str, names: list[str], on: Occasion) -> None:
    article = art(on.law, 220 if row.kind == "merger" else 222, COMPANY_LAW)
    said = {"name": row.subject_name, "others": "、".join(names)}
    on.disclose(row.kind, f"{row.subject_name}{what}公告", article, said)


@act(Reorganisation.announcement, Reorganisation.review, by=CLOCK, label=gettext_lazy("End of the announcement"))
def end_announcement(row: Reorganisation, given: Nothing, on: Occasion) -> None:
    """The announcement has run its forty-five days."""


@act(
    Reorganisation.review,
    Reorganisation.approved,
    by=Role.HANDLER,
    label=gettext_lazy("Register the merger or division"),
    favourable=True,
)
def approve(row: Reorganisation, given: Nothing, on: Occasion) -> None:
    """Enter all of it at once: what continues, what is dissolved, what is founded."""
    open_ = sum(not d["answer"] for d in row.demands)
    Finding.of([rules.open_demands(open_, on.law)]).require(_("It was not registered."))
    authority = Authority.objects.get(pk=row.code)
    gone = {d["id"] for d in row.dissolved}
    if row.subject is not None and row.subject_id not in gone:
        items = rules.onto(queries.items_of(row.subject) or row.standing, row.standing, row.proposed)
        register.amend(row.subject, items, row.kind, on)
        changes.relicense(row.subject, items, authority, on)
    for subject in Subject.objects.filter(pk__in=gone):
        register.close(subject, "deregistered", row.kind, "合并、分立解散，注销登记", on)
    for n, founded in enumerate(row.founded):
        items = Items.model_validate(founded)
        made = register.enter(items, authority, row.pk * 20 + n + own_rules.SERIALS, (), on, row.synthetic)
        on.issue("registry.licence", "营业执照", changes.filing.licence_facts(made, items, authority.name))
    title = f"{row.subject_name}{'合并' if row.kind == 'merger' else '分立'}登记"
    on.disclose(row.kind, title, art(on.law, 24), {"name": row.subject_name})
    on.tell(APPLICANT, title=_("Change registered: %(name)s") % {"name": row.subject_name})


@act(
    Reorganisation.review,
    Reorganisation.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse registration"),
    paper="registry.refusal",
    irreversible=True,
    favourable=False,
)
def refuse(row: Reorganisation, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds."""
    changes.refused(row, given.reason, on)


@act(
    (Reorganisation.announcement, Reorganisation.review),
    Reorganisation.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
)
def withdraw(row: Reorganisation, given: Nothing, on: Occasion) -> None:
    """Take the application back."""
