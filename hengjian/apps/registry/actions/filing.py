"""Acts of filing 备案: one opener for each matter, recorded by the rules unless something needs a look."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Filing
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.rules import filing as rules
from hengjian.apps.registry.rules.articles import art
from hengjian.apps.registry.rules.change import onto
from hengjian.apps.registry.rules.items import Control, Items, Place, Share
from hengjian.apps.registry.rules.persons import Person
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State

from . import change_forms as asked
from . import changes, forms, register, taking
from . import establishment as founding
from .changes import WHAT
from .establishment import OPENS, Grounds
from .taking import Taken


class Officers(Given):
    """Directors, supervisors, managers, liaison."""

    subject: int = asked.subject_field()
    decided_on: date | None = asked.decided_field()
    posts: list[forms.Official] = forms.lines(gettext_lazy("All officers and the liaison afterwards"), least=1)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Articles(Given):
    """New articles of association."""

    subject: int = asked.subject_field()
    decided_on: date = ask(gettext_lazy("Day of the decision"), kind="date")
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Owners(Given):
    """Beneficial owners."""

    subject: int = asked.subject_field()
    decided_on: date | None = asked.decided_field()
    owners: list[forms.Owner] = forms.lines(
        gettext_lazy("Beneficial owners"), least=1, help=gettext_lazy("Known to the authorities only; never published.")
    )
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Controllers(Given):
    """Who controls otherwise than by a share."""

    subject: int = asked.subject_field()
    decided_on: date | None = asked.decided_field()
    controls: list[forms.Controller] = forms.lines(gettext_lazy("Controlled by"))
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Members(Given):
    """The members of a cooperative after its fiscal year."""

    subject: int = asked.subject_field()
    decided_on: date | None = ask(gettext_lazy("End of the fiscal year"), kind="date", default=None)
    members: list[forms.Member] = forms.lines(gettext_lazy("Members"), least=1, most=500)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Site(Given):
    """A further place of business under the same licence."""

    address: str = ask(gettext_lazy("Address"), at_least=6, at_most=200)


class Sites(Given):
    """One licence, many addresses 一照多址."""

    subject: int = asked.subject_field()
    decided_on: date | None = asked.decided_field()
    sites: list[Site] = forms.lines(
        gettext_lazy("All further places of business, in this county"),
        help=gettext_lazy("No branch is needed for a further place in the same county."),
    )
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class PaidIn(Given):
    """What holders have paid in."""

    subject: int = asked.subject_field()
    decided_on: date | None = ask(gettext_lazy("Day of payment"), kind="date", default=None)
    shares: list[forms.Partner] = forms.lines(
        gettext_lazy("All holders, with what they have paid in"), least=1, most=200
    )
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


@act(None, Filing.examination, label=gettext_lazy("File directors, supervisors, managers or the liaison"), **OPENS)
def file_officers(row: Filing, given: Officers, on: Occasion) -> None:
    """File who holds an office."""
    before, taken = changes.standing_of(row, given, on), Taken()
    take(row, given, on, taken, "officers", before, posts=taking.posts_of(given.posts, taken))


@act(None, Filing.examination, label=gettext_lazy("File new articles"), **OPENS)
def file_articles(row: Filing, given: Articles, on: Occasion) -> None:
    """File new articles of association or a new partnership agreement."""
    before, taken = changes.standing_of(row, given, on), Taken()
    take(row, given, on, taken, "articles", before, articles_on=given.decided_on)


@act(None, Filing.examination, label=gettext_lazy("File beneficial owners"), **OPENS)
def file_owners(row: Filing, given: Owners, on: Occasion) -> None:
    """File beneficial owners, who are known to the authorities only."""
    before, taken = changes.standing_of(row, given, on), Taken()
    taking.owners_of(given.owners, taken)
    take(row, given, on, taken, "owners", before)


@act(None, Filing.examination, label=gettext_lazy("File control by agreement"), **OPENS)
def file_control(row: Filing, given: Controllers, on: Occasion) -> None:
    """File who controls the entity otherwise than by a share."""
    before = changes.standing_of(row, given, on)
    controls = tuple(Control(name=c.name, code=c.code, by=c.by) for c in given.controls)
    take(row, given, on, Taken(), "control", before, controls=controls)


@act(None, Filing.examination, label=gettext_lazy("File the members of a cooperative"), **OPENS)
def file_members(row: Filing, given: Members, on: Occasion) -> None:
    """File the members within ninety days of the end of the fiscal year."""
    before, taken = changes.standing_of(row, given, on, "cooperative"), Taken()
    shares = []
    for n, one in enumerate(given.members):
        member = Person("member", one.name, one.number.upper(), f"members.{n}.number")
        taken.people.append(member)
        taken.farmers += one.farmer
        shares.append(Share(name=one.name, subscribed=one.subscribed, code=member.number if member.entity else ""))
    take(row, given, on, taken, "members", before, shares=tuple(shares))


@act(None, Filing.examination, label=gettext_lazy("File further places of business"), **OPENS)
def file_sites(row: Filing, given: Sites, on: Occasion) -> None:
    """File further places of business under the one licence."""
    before = changes.standing_of(row, given, on)
    own = before.domicile
    sites = tuple(Place(address=s.address, division=own.division, kind="site") for s in given.sites)
    take(row, given, on, Taken(), "sites", before, places=(own, *sites))


@act(None, Filing.examination, label=gettext_lazy("Publish contributions paid in"), **OPENS)
def file_paid_in(row: Filing, given: PaidIn, on: Occasion) -> None:
    """Publish what has been paid in, within twenty working days."""
    before, taken = changes.standing_of(row, given, on, "company"), Taken()
    take(row, given, on, taken, "paid_in", before, shares=taking.shares_of(given.shares, "shareholder", taken))


def take(row: Filing, given: Any, on: Occasion, taken: Taken, kind: str, before: Items, **after: Any) -> None:
    """Take a filing of any matter; the rules record it."""
    row.kind = kind
    changes.propose(row, given, on, taken, f"filing.{kind}", before, **after)
    rules.examination(facts_of(row, on), on.law).require(WHAT)
    on.then("registry.filing.examine", row.pk)


def facts_of(row: Filing, on: Occasion) -> rules.FilingFacts:
    """What the examination of a filing looks at."""
    return rules.FilingFacts(
        row.kind,
        row.standing,
        row.proposed,
        taking.people_of(row.people),
        row.decided_on,
        on.day,
        due_of(row, on),
        row.filed.get("farmers", 0),
        frozenset(row.filed.get("handed", ())),
        support.against_filing(row.proposed, on.day) if row.kind == "sites" else (),
    )


def due_of(row: Filing, on: Occasion) -> date | None:
    """The last day on which it is filed in time, by the calendar."""
    if row.decided_on is None:
        return None
    start = timezone.make_aware(datetime.combine(row.decided_on, time(12)))
    due = deadline.reckon(rules.limit_of(row.kind), on.law, start)[1].due
    return due.date() if due else None


@act(Filing.examination, (Filing.recorded, Filing.review), by=MACHINE, label=gettext_lazy("Automatic examination"))
def examine(row: Filing, given: Nothing, on: Occasion) -> State:
    """Record it; only what needs a look goes to an officer."""
    finding = rules.examination(facts_of(row, on), on.law, founding.known(row, on.day)["bars"])
    row.doubts = [founding.doubt_of(g) for g in finding.grounds]
    on.note = founding.said(row.doubts)
    if all(d["field"] == "decided_on" for d in row.doubts):
        record(row, on)
        return Filing.recorded
    return Filing.review


@act(Filing.review, Filing.recorded, by=Role.HANDLER, label=gettext_lazy("Record the filing"), favourable=True)
def accept(row: Filing, given: Nothing, on: Occasion) -> None:
    """Record the filing after a look."""
    rules.examination(facts_of(row, on), on.law, founding.known(row, on.day)["bars"]).require(_("It was not recorded."))
    record(row, on)


@act(
    Filing.review,
    Filing.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse the filing"),
    paper="registry.refusal",
    irreversible=True,
    favourable=False,
)
def refuse(row: Filing, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds."""
    changes.refused(row, given.reason, on)


@act((Filing.examination, Filing.review), Filing.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def withdraw(row: Filing, given: Nothing, on: Occasion) -> None:
    """Take the filing back."""


def record(row: Filing, on: Occasion) -> None:
    """Put it into the register; beneficial owners into its closed part only."""
    subject = row.subject
    if subject is None:
        return
    items = onto(queries.items_of(subject) or row.standing, row.standing, row.proposed)
    if row.before != row.items:
        register.amend(subject, items, "filing", on)
    register.name_people(subject, taking.identities_of(row.people), on.day)
    if row.kind == "paid_in":
        said = {s.name: f"{s.paid:,.2f} / {s.subscribed:,.2f}" for s in items.shares}
        on.disclose("paid_in", f"{subject.name}实缴出资公示", art(on.law, 4, "registered_capital_provisions"), said)
    on.tell(APPLICANT, title=_("Recorded: %(name)s") % {"name": subject.name})
