"""Special watch: a reason, an end date, and a higher weight in draws until then."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import SpecialWatch
from hengjian.apps.inspection.rules.planning import months_before
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete


class WatchProposed(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_most=500)
    until: date = ask(gettext_lazy("Until"), kind="date")


class WatchLifted(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)


@act(None, SpecialWatch.proposed, by=Role.HANDLER, label=gettext_lazy("Propose special watch"))
def propose(row: SpecialWatch, given: WatchProposed, on: Occasion) -> None:
    """Propose that a subject be drawn more often for a stated time."""
    what = _("Nothing was proposed.")
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None or not on.principal.sees(subject.division_code):
        raise Incomplete(what, fields={"subject": _("Choose a subject of your own place.")})
    longest = months_before(on.day, -on.law.limit("inspection.watch_term").amount)
    if not on.day < given.until <= longest:
        term = on.law.limit("inspection.watch_term")
        fact = _("The watch ends after today and within %(months)d months.") % {"months": term.amount}
        raise Incomplete(what, fact=fact, article=term.cite, fields={"until": fact})
    if SpecialWatch.objects.filter(subject=subject, closed_at=None).exists():
        raise Conflict(what, fact=_("It is under special watch already, or has been proposed for it."))
    row.subject, row.title = subject, subject.name
    row.code = on.principal.place
    row.reason, row.until = given.reason, given.until


@act(
    SpecialWatch.proposed,
    SpecialWatch.watched,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Put under special watch"),
    apart_from="propose",
    favourable=True,
)
def enter(row: SpecialWatch, given: Nothing, on: Occasion) -> None:
    """From the next draw on it weighs more; it ends by itself on the stated day."""
    over = timezone.make_aware(datetime.combine(row.until, time.max))
    on.then(f"{SpecialWatch.key}.expire", row.pk, at=over)


@act(
    SpecialWatch.proposed,
    SpecialWatch.ended,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Turn it down"),
    favourable=False,
)
def turn_down(row: SpecialWatch, given: WatchLifted, on: Occasion) -> None:
    """It is not put under special watch."""
    on.note = given.reason


@act(SpecialWatch.watched, SpecialWatch.ended, by=(Role.HEAD, Role.APPROVER), label=gettext_lazy("End the watch"))
def lift(row: SpecialWatch, given: WatchLifted, on: Occasion) -> None:
    """The reason has gone; it is drawn like others again."""
    on.note = given.reason


@act(SpecialWatch.watched, SpecialWatch.ended, by=CLOCK, label=gettext_lazy("The watch is over"))
def expire(row: SpecialWatch, given: Nothing, on: Occasion) -> None:
    """The stated day has passed."""
