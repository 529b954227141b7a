"""Full coverage: every subject of an item in turn, so many times a year, outside the draw."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import InspectionItem, ScheduledVisit
from hengjian.apps.inspection.procedures import CoverageSchedule
from hengjian.apps.inspection.queries import facts_of, rosters
from hengjian.apps.inspection.rules import planning, turns
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

from .checks import open_check


class ScheduleMade(Given):
    item: str = ask(gettext_lazy("Inspection item"), kind="scheduled_item", at_most=40)
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=2026, at_most=2100)
    times: int = ask(
        gettext_lazy("Visits a year; 0: as the law says"), kind="number", default=0, at_least=0, at_most=12
    )
    word: str = ask(gettext_lazy("Word of the business scope, or tag of the roster"), at_most=40)


class TeamSent(Given):
    by: date = ask(gettext_lazy("Send out what is due by"), kind="date")
    first: int = ask(gettext_lazy("First officer"), kind="officer")
    second: int = ask(gettext_lazy("Second officer"), kind="officer")


@act(None, CoverageSchedule.drafted, by=Role.HANDLER, label=gettext_lazy("Draft a full-coverage schedule"))
def draft(row: CoverageSchedule, given: ScheduleMade, on: Occasion) -> None:
    """Draft the turns of a special field for a year."""
    what = _("No schedule was drafted.")
    item = InspectionItem.objects.filter(pk=given.item).exclude(frequency="").first()
    if item is None:
        raise Incomplete(
            what,
            fact=_("No frequency is fixed for this item."),
            article=on.law.cite("double_random_state_council"),
            remedy=_("Other items are inspected by draw."),
            fields={"item": _("Choose an item with a fixed frequency.")},
        )
    fixed = on.law.value(item.frequency)
    less = Ground(
        _("The law asks for %(times)d visits a year at least.") % {"times": fixed.amount}, fixed.cite, "", "times"
    )
    Finding.of([less if given.times and given.times < fixed.amount else None]).require(what)
    row.item, row.year, row.times, row.word = item, given.year, given.times or fixed.amount, given.word
    row.title = f"{item.name}{given.year}年全覆盖检查"


@act(
    CoverageSchedule.drafted,
    CoverageSchedule.running,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Publish the schedule"),
    basis="double_random_state_council",
    discloses="coverage_schedule",
    apart_from="draft",
)
def publish(row: CoverageSchedule, given: Nothing, on: Occasion) -> None:
    """Every subject of the roster is given its turns; who was visited by a draw is not left out."""
    items, _unknown = facts_of([row.item_id])
    found = rosters.subjects_of(items, row.word, row.code, on.day)
    if not found:
        raise Incomplete(_("The schedule was not published."), fact=_("No subject of the roster falls under it."))
    days = turns.days(row.year, row.times, on.day)
    ScheduledVisit.objects.bulk_create(
        ScheduledVisit(
            proceeding_id=row.pk, subject_id=pk, place=place, turn=n, due_on=turns.spread(days[n - 1], at, len(found))
        )
        for at, (pk, place) in enumerate(found)
        for n in range(1, row.times + 1)
    )
    row.owed = len(found) * row.times
    body = {"name": row.title, "number": row.number, "content": f"{len(found)}户，每户每年{row.times}次"}
    on.disclose("coverage_schedule", f"全覆盖检查计划：{row.title}", on.law.cite("double_random_state_council"), body)


@act(CoverageSchedule.running, None, by=Role.HANDLER, label=gettext_lazy("Send officers to those due"))
def send(row: CoverageSchedule, given: TeamSent, on: Occasion) -> None:
    """Open a check for every visit that is due by the day."""
    what = _("No officers were sent.")
    if given.first == given.second:
        article = on.law.cite("penalty_law art. 42")
        raise Incomplete(what, article=article, fields={"second": _("Two officers are needed.")})
    due = list(
        ScheduledVisit.objects.filter(proceeding_id=row.pk, sent_at=None, due_on__lte=given.by).order_by("due_on", "pk")
    )
    if not due:
        raise Incomplete(what, fields={"by": _("Nothing is due by then.")})
    for visit in due:
        open_check(
            visit.subject_id, officers=[given.first, given.second], items=[row.item_id], origin="full_coverage",
            source=f"{row.number}/{visit.turn}", by=visit.due_on, authority=row.code, joint=[], occasion=on,
        )  # fmt: skip
    ScheduledVisit.objects.filter(pk__in=[v.pk for v in due]).update(sent_at=on.at)
    row.sent += len(due)
    on.note = _("%(count)d checks opened") % {"count": len(due)}


@act(
    CoverageSchedule.running,
    CoverageSchedule.closed,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Close the schedule"),
)
def close(row: CoverageSchedule, given: Nothing, on: Occasion) -> None:
    """Close it; visits still owed are refused a silent end."""
    left = row.owed - row.sent
    if left and on.day <= planning.last_day(row.year, 12):
        raise Incomplete(
            _("The schedule was not closed."),
            fact=_("%(count)d visits are still owed.") % {"count": left},
            article=on.law.value(row.item.frequency).cite,
            remedy=_("Send officers to those first."),
        )
    on.note = _("%(count)d visits were not made") % {"count": left} if left else ""
