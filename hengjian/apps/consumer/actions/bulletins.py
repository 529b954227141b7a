"""Making and issuing the periodic report on consumption risks."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import RiskBulletin
from hengjian.apps.consumer.rules.papers import patterns
from hengjian.apps.consumer.rules.trends import chance_told
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD, Role.ANALYST)
LEADERS = (Role.APPROVER, Role.HEAD)
TITLE = "消费投诉风险报告"


class BulletinPeriod(Given):
    since: date = ask(gettext_lazy("From"), kind="date")
    until: date = ask(gettext_lazy("Until"), kind="date")


class BulletinAssessment(Given):
    assessment: str = ask(gettext_lazy("Assessment"), lines=8, at_least=20, at_most=2000)


class BulletinReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, RiskBulletin.made, by=STAFF, label=gettext_lazy("Make a consumption risk report"))
def make_bulletin(row: RiskBulletin, given: BulletinPeriod, on: Occasion) -> None:
    """The figures of the period, frozen."""
    if not given.since < given.until <= on.day:
        raise Incomplete(_("No report was made."), fields={"until": _("After the first day, and not in the future.")})
    row.since, row.until = given.since, given.until
    row.figures = figures(row.code, given.since, given.until)
    row.title = f"{TITLE}（{given.since} 至 {given.until}）"


@act(
    RiskBulletin.made,
    RiskBulletin.issued,
    by=LEADERS,
    label=gettext_lazy("Sign and issue"),
    apart_from="make_bulletin",
)
def issue_bulletin(row: RiskBulletin, given: BulletinAssessment, on: Occasion) -> None:
    """A person reads the figures and says what they mean."""
    row.assessment = given.assessment
    data = {
        **row.figures,
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
        "assessment": given.assessment,
    }
    on.issue("consumer.bulletin", TITLE, data, pattern=patterns()["bulletin"])


@act(RiskBulletin.made, RiskBulletin.discarded, by=STAFF, label=gettext_lazy("Do not issue"))
def discard_bulletin(row: RiskBulletin, given: BulletinReason, on: Occasion) -> None:
    """The figures are wrong or nobody needs them."""
    on.note = given.reason


def figures(code: str, since: date, until: date) -> dict[str, object]:
    """What the report shows, as text and numbers only."""
    first, last = _midnight(since), _midnight(until + timedelta(days=1))
    days = (last - first).days
    total, before = queries.signals.total(code, first, last), queries.signals.total(code, first - (last - first), first)
    rises = queries.signals.rising(("category", "problem"), code, last, days)[:12]
    return {
        "total": total,
        "before": before,
        "change": f"{100 * (total - before) / before:+.1f}%" if before else "—",
        "problems": [[name, str(n)] for name, n in queries.signals.shares("problem", code, first, last)],
        "categories": [[name, str(n)] for name, n in queries.signals.shares("category", code, first, last)],
        "places": [[name, str(n)] for name, n in queries.signals.shares("place", code, first, last)],
        "rising": [
            [
                "·".join(s.names),
                str(s.rise.now),
                f"{s.rise.expected:.1f}",
                f"{s.rise.times:.1f}",
                chance_told(s.rise.chance),
            ]
            for s in rises
        ],
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
