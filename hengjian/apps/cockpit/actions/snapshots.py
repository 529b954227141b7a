"""Fixing the screen: its numbers of this moment on a signed paper."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.cockpit.procedures import ScreenSnapshot
from hengjian.apps.cockpit.queries import places, screen
from hengjian.apps.cockpit.rules import catalogue, wording
from hengjian.apps.cockpit.rules.asked import LAST_YEAR, OWN, Asked, before
from hengjian.kernel import divisions, numbers
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.refusal import Incomplete

from .notes import ANY_OFFICER, in_range


class ScreenFixed(Given):
    code: str = ask(gettext_lazy("Place"), at_most=12)
    since: date = ask(gettext_lazy("From"), kind="date")
    until: date = ask(gettext_lazy("Until"), kind="date")
    remark: str = ask(gettext_lazy("Remark"), lines=2, at_most=500, default="")


def line(number: screen.Number) -> dict[str, str]:
    """One figure as text, as a paper and a page show it."""
    row = number.now
    return {
        "id": number.one.id, "label": str(number.one.label), "value": numbers.plain(number.value),
        "unit": wording.unit(number.unit), "before": numbers.plain(number.last_year),
        "numerator": numbers.plain(Decimal(row.numerator)), "denominator": numbers.plain(Decimal(row.denominator)),
        "at": f"{timezone.localtime(row.computed_at):%Y-%m-%d %H:%M}", "formula": row.formula,
    }  # fmt: skip


@act(None, ScreenSnapshot.kept, by=ANY_OFFICER, label=gettext_lazy("Fix the screen as a paper"), paper="cockpit.snapshot",
     internal=True)  # fmt: skip
def fix_screen(row: ScreenSnapshot, given: ScreenFixed, on: Occasion) -> None:
    """Keep every stored figure of the screen as it stands, on a numbered and signed paper."""
    what = _("The screen was not fixed.")
    code = in_range(given.code, on.principal, what)
    days = (given.since, given.until)
    found = screen.numbers(Asked(code, OWN, *days, LAST_YEAR, before(days)), catalogue.layout().ids)
    known = [number for number in found.values() if number.now is not None]
    if not known:
        raise Incomplete(
            what,
            fact=_("No figure is stored for this place and these days."),
            remedy=_("Choose this year, the last 30 days or yesterday; figures are computed each night."),
        )
    row.code, row.about_code, row.since, row.until = (
        places.in_charge(code, on.principal),
        code,
        given.since,
        given.until,
    )
    row.lines, row.remark = [line(number) for number in known], given.remark
    row.synthetic = row.synthetic or any(number.now.synthetic for number in known)
    name = divisions.full_name(code) or places.name(code)
    row.title = f"{name}驾驶舱定格"[:200]
    shown = [[one["label"], one["value"] + one["unit"], one["before"], one["at"], one["formula"]] for one in row.lines]
    data = {"name": name, "since": given.since.isoformat(), "until": given.until.isoformat(), "lines": shown}
    on.issue("cockpit.snapshot", row.title, data | {"remark": given.remark})
