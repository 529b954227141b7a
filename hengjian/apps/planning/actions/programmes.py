"""The call of a demonstration programme: drafted, published, closed by the clock, or dropped."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.procedures import Programme
from hengjian.apps.planning.queries import programmes as queries
from hengjian.apps.planning.queries.catalogue import kinds
from hengjian.apps.planning.rules import naming
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK
from hengjian.kernel.refusal import Incomplete

from .assessments import LEADERS, STAFF


class ProgrammeDraft(Given):
    kind: str = ask(gettext_lazy("Kind"), kind="programme_kind", at_most=30)
    name: str = ask(gettext_lazy("Name of the programme"), at_least=4, at_most=150)
    what: str = ask(gettext_lazy("What is asked for"), lines=5, at_least=8, at_most=1500)
    approval: str = ask(
        gettext_lazy("Approved by"), default="", at_most=200,
        help=gettext_lazy("The document of the committee or government that opened it; needed below the province"),
    )  # fmt: skip
    since: date = ask(gettext_lazy("Applications from"), kind="date")
    until: date = ask(gettext_lazy("Applications until"), kind="date")
    mark: Decimal = ask(gettext_lazy("Named from"), kind="number", at_least=1, at_most=100)
    places: int | None = ask(gettext_lazy("Named at most"), kind="number", default=None, at_least=1, at_most=1000)
    criteria: str = ask(
        gettext_lazy("Criteria"), lines=6, default="", at_most=4000,
        help=gettext_lazy("One a line: name, points. They add up to 100. Left empty: the catalogue's proposal."),
    )  # fmt: skip


class ProgrammeStop(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


@act(None, Programme.drafted, by=STAFF, label=gettext_lazy("Draft a demonstration programme"))
def draft_programme(row: Programme, given: ProgrammeDraft, on: Occasion) -> None:
    """What is asked for, by which criteria, who may apply, when; no fee is ever taken."""
    what = _("No programme was drafted.")
    kind = kinds("programmes").get(given.kind)
    if kind is None:
        raise Incomplete(what, fields={"kind": _("Choose one of the values offered.")})
    criteria, faults = naming.criteria_of(given.criteria)
    if faults:
        raise Incomplete(what, fact=faults[0], fields={"criteria": " ".join(faults[:5])})
    criteria = criteria or [(name, Decimal(points)) for name, points in kind["criteria"]]
    points = [points for _name, points in criteria]
    naming.call(row.code, given.approval, given.since, given.until, given.mark, points).require(what)
    row.kind, row.title, row.what, row.applicants = given.kind, given.name, given.what, kind["applicants"]
    row.approval, row.since, row.until = given.approval, given.since, given.until
    row.mark, row.places = given.mark, given.places
    row.criteria = [{"name": name, "points": str(points)} for name, points in criteria]


@act(
    Programme.drafted,
    Programme.calling,
    by=LEADERS,
    label=gettext_lazy("Publish the call"),
    basis=naming.ARTICLE,
    discloses=queries.CALL,
    apart_from="draft_programme",
)
def publish_call(row: Programme, given: Nothing, on: Occasion) -> None:
    """Everybody reads by what is judged before anybody applies."""
    if row.until < on.day:
        fact = _("The last day of application has passed.")
        raise Incomplete(_("The call was not published."), fact=fact, remedy=_("Drop it and draft another."))
    days = {"since": row.since.isoformat(), "until": row.until.isoformat()}
    call = {
        "programme": row.pk,
        "key": row.kind,
        "applicants": row.applicants,
        "criteria": row.criteria,
        "mark": str(row.mark),
    }
    body = {
        "number": row.number,
        "name": row.title,
        "kind": kinds("programmes")[row.kind]["zh"],
        "content": row.what,
        "source": row.approval,
        **days,
        "call": call | days,
    }
    until = queries.end_of(row.until)
    on.disclose(queries.CALL, row.title, on.law.cite(naming.ARTICLE), body, until=until)
    on.then(f"{Programme.key}.close_applications", row.pk, at=until)


@act(Programme.calling, Programme.closed, by=CLOCK, label=gettext_lazy("Close the applications"))
def close_applications(row: Programme, given: Nothing, on: Occasion) -> None:
    """The last day has passed."""


@act(
    (Programme.drafted, Programme.calling), Programme.dropped, by=LEADERS, label=gettext_lazy("Drop the programme"),
    favourable=False,
)  # fmt: skip
def drop_programme(row: Programme, given: ProgrammeStop, on: Occasion) -> None:
    """With a reason; nobody can apply any more."""
    on.note = given.reason
    Disclosure.objects.filter(kind=queries.CALL, body__call__programme=row.pk, withdrawn_at=None).update(
        withdrawn_at=on.at
    )
