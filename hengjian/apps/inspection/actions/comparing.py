"""Before anybody is sent: what papers say already, and what others have found a short while ago."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection import queries
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules import remote
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import checks, results


class RemoteEnd(Given):
    finding: str = ask(gettext_lazy("What the papers show"), lines=3, at_least=4, at_most=1000)


class RecognisedResult(Given):
    item: str = ask(gettext_lazy("Item"), kind="check_own_item")
    department: str = ask(gettext_lazy("Whose result"), at_most=80)
    number: str = ask(gettext_lazy("Number of the result"), at_most=60)
    found_on: date = ask(gettext_lazy("Day of the result"), kind="date")
    finding: str = ask(gettext_lazy("What was found"), lines=2, at_most=500)


@act(SiteCheck.planned, None, by=(Role.HANDLER, MACHINE), label=gettext_lazy("Compare the papers"))
def compare(row: SiteCheck, given: Nothing, on: Occasion) -> None:
    """Compare what is filed with what else is held: permits, addresses, reports, orders."""
    found = remote.contradictions(queries.holdings(row.subject_id or 0, on.day), on.day)
    row.compared, row.compared_at = [one.as_json() for one in found], on.at
    on.note = "；".join(one.what for one in found) or _("No contradiction was found.")


@act(
    SiteCheck.planned,
    SiteCheck.concluded,
    by=Role.HANDLER,
    label=gettext_lazy("End without a visit"),
    certificate=True,
)
def end_remotely(row: SiteCheck, given: RemoteEnd, on: Occasion) -> None:
    """The papers settle it: nobody is sent, and the result is what they show."""
    what = _("The check was not ended.")
    if row.compared_at is None:
        raise Conflict(what, fact=_("The papers have not been compared."), remedy=_("Compare them first."))
    if remote.needs_visit(row.compared):
        told = "；".join(one["what"] for one in row.compared if one["visit"])
        raise Conflict(what, fact=told, remedy=_("Only a visit can settle this."))
    row.method, row.finding, row.finished_at = "data", given.finding, on.at
    row.codes = remote.codes(row.compared)
    checks.meet(row, on)
    results.follow(row, on)


@act(
    (SiteCheck.planned, SiteCheck.announced, SiteCheck.in_field),
    None,
    by=Role.HANDLER,
    label=gettext_lazy("Recognise a fresh result"),
    certificate=True,
)
def recognise(row: SiteCheck, given: RecognisedResult, on: Occasion) -> None:
    """Somebody has looked at this item a short while ago: the item is answered by that result (检查结果互认)."""
    what = _("The result was not recognised.")
    within = on.law.value("checks.recognition_days")
    if given.item not in row.items:
        raise Incomplete(what, fields={"item": _("The item is not part of this check.")})
    if not on.day - timedelta(days=within.amount) <= given.found_on <= on.day:
        fact = _("A result is recognised for %(days)d days; this one is not of that time.") % {"days": within.amount}
        raise Incomplete(what, fact=fact, article=within.cite, fields={"found_on": fact})
    if given.item in row.recognised:
        raise Conflict(what, fact=_("The item is answered by a result already."))
    published = queries.published_result(row.subject_id or 0, given.number, given.item)
    row.recognised = {
        **row.recognised,
        given.item: {
            "department": given.department,
            "number": given.number,
            "day": given.found_on.isoformat(),
            "finding": given.finding,
            "verified": published,
        },
    }
    on.note = f"{given.item}：{given.department} {given.number}"
