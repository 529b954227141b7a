"""Noting something on a number, sending the screen to a colleague, settling a note."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.cockpit.procedures import FigureNote
from hengjian.apps.cockpit.queries import places
from hengjian.apps.cockpit.rules import asked
from hengjian.apps.planning.queries import board
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.indicator import indicators
from hengjian.kernel.models import Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Principal, Role
from hengjian.kernel.refusal import Incomplete

ANY_OFFICER = frozenset(role.value for role in Role)


class FigureRemark(Given):
    indicator: str = ask(gettext_lazy("Figure"), at_most=80)
    code: str = ask(gettext_lazy("Place"), at_most=12)
    since: date = ask(gettext_lazy("From"), kind="date")
    until: date = ask(gettext_lazy("Until"), kind="date")
    text: str = ask(gettext_lazy("Note"), lines=3, at_least=2, at_most=1000)


class ScreenSent(Given):
    code: str = ask(gettext_lazy("Place"), at_most=12)
    since: date = ask(gettext_lazy("From"), kind="date")
    until: date = ask(gettext_lazy("Until"), kind="date")
    indicator: str = ask(gettext_lazy("Figure"), at_most=80, default="")
    officer: int = ask(gettext_lazy("Send to"), kind="officer")
    text: str = ask(gettext_lazy("What to look at"), lines=3, at_least=2, at_most=1000)


class NoteSettled(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=2, at_most=1000)


def _about(row: FigureNote, given: FigureRemark | ScreenSent, on: Occasion, what: str) -> None:
    """Fill in place, days and the number as it stands; refuse what the officer does not see."""
    code = in_range(given.code, on.principal, what)
    if given.since > given.until:
        raise Incomplete(what, fields={"until": _("The last day lies before the first.")})
    declared = indicators().get(given.indicator)
    if given.indicator and declared is None:
        raise Incomplete(what, fields={"indicator": _("No such figure is declared.")})
    row.code, row.about_code = places.in_charge(code, on.principal), code
    row.indicator, row.since, row.until, row.text = given.indicator, given.since, given.until, given.text
    row.author = on.principal.name
    days = (given.since, given.until)
    figure = board.latest([given.indicator], [code], [days]).get((given.indicator, code, *days)) if declared else None
    if figure is not None:
        row.value, row.computed_at = figure.value, figure.computed_at
        row.synthetic = row.synthetic or figure.synthetic
    named = declared.label if declared else _("the screen")
    row.title = f"{divisions.full_name(code)}　{named}"[:200]


def in_range(code: str, who: Principal, what: str) -> str:
    """The place, if it is one within the officer's range."""
    found = asked.place(code, who.sees)
    if not found:
        raise Incomplete(what, fields={"code": _("This place is not in your range.")})
    return found


@act(None, FigureNote.standing, by=ANY_OFFICER, label=gettext_lazy("Note on a figure"), internal=True)
def annotate(row: FigureNote, given: FigureRemark, on: Occasion) -> None:
    """Note something on a number; who sees the place sees the note."""
    _about(row, given, on, _("The note was not taken."))
    on.note = given.text


@act(None, FigureNote.standing, by=ANY_OFFICER, label=gettext_lazy("Send the screen to a colleague"), internal=True)
def send_screen(row: FigureNote, given: ScreenSent, on: Occasion) -> None:
    """Send place, days and figure to an officer who sees the place."""
    what = _("Nothing was sent.")
    _about(row, given, on, what)
    to = Officer.objects.select_related("user").filter(pk=given.officer, active=True).first()
    if to is None or not to.authority_code_within(row.code):
        raise Incomplete(what, fields={"officer": _("Choose an officer in whose range the place lies.")})
    row.to_name = to.user.display_name
    on.note = given.text
    said = {"name": on.principal.name, "title": row.title}
    on.tell(f"officer:{to.pk}", title=_("%(name)s shows you: %(title)s") % said, body=given.text)


@act(FigureNote.standing, FigureNote.settled, by=ANY_OFFICER, label=gettext_lazy("Settle the note"), internal=True)
def settle_note(row: FigureNote, given: NoteSettled, on: Occasion) -> None:
    """Answer, and take the note off the figure."""
    row.answer = given.answer
    on.note = given.answer
