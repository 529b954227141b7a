"""Activities of consumer education: announced, given material, held, counted."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import EducationActivity
from hengjian.apps.consumer.procedures.education import THEMES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .words import STAFF, zh

KIND = "consumer_education"
ARTICLE = "consumer_law art. 13"
MOST = 20  # pieces of material of one activity


class ActivityPlanned(Given):
    theme: str = ask(gettext_lazy("Theme"), choices=THEMES)
    name: str = ask(gettext_lazy("Activity"), at_least=4, at_most=120)
    place: str = ask(gettext_lazy("Held at"), at_least=2, at_most=200)
    base: str = ask(gettext_lazy("Consumer education base"), default="", at_most=120)
    first_day: date = ask(gettext_lazy("First day"), kind="date")
    last_day: date | None = ask(gettext_lazy("Last day, if another"), kind="date", default=None)
    content: str = ask(gettext_lazy("What it is about"), lines=4, at_least=8, at_most=1000)


class MaterialAdded(Given):
    title: str = ask(gettext_lazy("Title"), at_least=2, at_most=80)
    text: str = ask(gettext_lazy("Text that anybody may read and hand on"), lines=8, at_least=8, at_most=3000)


class ActivityCounted(Given):
    reached: int = ask(gettext_lazy("People reached on the spot"), kind="number", at_least=0, at_most=100_000_000)
    handed_out: int = ask(gettext_lazy("Copies handed out"), kind="number", at_least=0, at_most=100_000_000, default=0)
    seen_online: int = ask(gettext_lazy("Views online"), kind="number", at_least=0, at_most=10**10, default=0)
    result: str = ask(gettext_lazy("What came of it"), lines=3, at_least=4, at_most=1000)


class ActivityCancelled(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


@act(
    None, EducationActivity.announced, by=STAFF, label=gettext_lazy("Announce an activity of consumer education"),
    discloses=KIND, basis=ARTICLE,
)  # fmt: skip
def announce_activity(row: EducationActivity, given: ActivityPlanned, on: Occasion) -> None:
    """In the public calendar from now on."""
    last = given.last_day or given.first_day
    if last < given.first_day:
        raise Incomplete(_("Nothing was announced."), fields={"last_day": _("It ends before it begins.")})
    for name in ("theme", "name", "place", "base", "first_day", "content"):
        setattr(row, name, getattr(given, name))
    row.last_day, row.title = last, f"消费教育：{given.name}"
    _publish(row, on)


def _publish(row: EducationActivity, on: Occasion) -> None:
    """One record stands at a time: what was published before gives way."""
    Disclosure.objects.take_back(row.published_act, on.at)
    row.published_act = on.act_id
    body = {
        "name": row.name, "theme": zh(row.get_theme_display()), "place": row.place, "base": row.base,
        "content": row.content, "material": row.material, "result": row.result,
        "coded": {
            "theme": row.theme, "first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat(),
            "reached": row.reached, "handed_out": row.handed_out, "seen_online": row.seen_online,
        },
    }  # fmt: skip
    on.disclose(KIND, row.title, on.law.cite(ARTICLE), body)


@act(
    (EducationActivity.announced, EducationActivity.took_place), None, by=STAFF, label=gettext_lazy("Add material"),
    discloses=KIND, basis=ARTICLE,
)  # fmt: skip
def add_material(row: EducationActivity, given: MaterialAdded, on: Occasion) -> None:
    """What is read out, handed out or shown, for everybody to use."""
    if len(row.material) >= MOST or any(one["title"] == given.title for one in row.material):
        fact = _("There is material of this title already, or there is too much of it.")
        raise Incomplete(_("Nothing was added."), fact=fact, fields={"title": fact})
    row.material = [*row.material, {"title": given.title, "text": given.text}]
    on.note = given.title
    _publish(row, on)


@act(EducationActivity.announced, EducationActivity.took_place, by=STAFF, label=gettext_lazy("It was held"))
def note_held(row: EducationActivity, given: Nothing, on: Occasion) -> State:
    """From its last day on."""
    if on.day < row.last_day:
        fact = _("It lasts until %(day)s.") % {"day": row.last_day.isoformat()}
        raise Conflict(_("Nothing was noted."), fact=fact, remedy=_("Note it when it is over."))
    return EducationActivity.took_place


@act(
    EducationActivity.took_place, EducationActivity.counted, by=STAFF, label=gettext_lazy("Enter whom it reached"),
    discloses=KIND, basis=ARTICLE,
)  # fmt: skip
def count_reach(row: EducationActivity, given: ActivityCounted, on: Occasion) -> None:
    """Counted on the spot, handed out, seen online; published beside the activity."""
    row.reached, row.handed_out, row.seen_online = given.reached, given.handed_out, given.seen_online
    row.result = given.result
    on.note = given.result[:500]
    _publish(row, on)


@act(EducationActivity.announced, EducationActivity.cancelled, by=STAFF, label=gettext_lazy("Cancel the activity"))
def cancel_activity(row: EducationActivity, given: ActivityCancelled, on: Occasion) -> None:
    """Out of the calendar."""
    Disclosure.objects.take_back(row.published_act, on.at)
    on.note = given.reason
