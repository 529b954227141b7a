"""Acts about registered letters: posted, come back, posted again, come back: entered on the list by the machine."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.procedures import ContactLetter
from hengjian.apps.credit.rules import letters as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK
from hengjian.kernel.refusal import Incomplete

from .listing import ENTER, STAFF
from .taking import OWNER, once, take

BASIS = "abnormal_list_measures art. 9"


class LetterPosted(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    address: str = ask(
        gettext_lazy("Registered address"), default="", at_most=300,
        help=gettext_lazy("Left empty: the address on the register"),
    )  # fmt: skip
    postal_no: str = ask(gettext_lazy("Postal number"), at_most=40)
    posted_on: date = ask(gettext_lazy("Posted on"), kind="date")


class LetterAgain(Given):
    postal_no: str = ask(gettext_lazy("Postal number"), at_most=40)
    posted_on: date = ask(gettext_lazy("Posted on"), kind="date")


class LetterBack(Given):
    said: str = ask(gettext_lazy("What the post said"), lines=2, at_least=2, at_most=300)
    file: str = ask(gettext_lazy("Returned cover"), kind="file", default="")


class LetterReached(Given):
    said: str = ask(gettext_lazy("How it was reached"), lines=2, at_least=2, at_most=300)


def _posted(day: date, on: Occasion, what: str) -> date:
    if day > on.day:
        raise Incomplete(what, fields={"posted_on": _("The day lies ahead.")})
    return day


@act(
    None,
    ContactLetter.posted,
    by=STAFF,
    label=gettext_lazy("Post a registered letter"),
    paper="kernel.notice",
    basis=BASIS,
)
def post_letter(row: ContactLetter, given: LetterPosted, on: Occasion) -> None:
    """The first of two letters to the registered address."""
    what = _("The letter was not entered.")
    subject = take(row, given.subject, on, what)
    once(row, what)
    address = given.address or _address(subject)
    if not address:
        raise Incomplete(what, fields={"address": _("The register has no address; write it down.")})
    row.address, row.first_no, row.first_on = address, given.postal_no, _posted(given.posted_on, on, what)
    row.title = f"{subject.name}：邮寄专用信函"[:200]
    _from_the_first(row, on)
    on.tell(*OWNER, title=_("A letter was posted to your registered address"), body=address)


def _address(subject: Subject) -> str:
    return str(subject.facts.get("premises") or subject.facts.get("domicile") or "")[:300]


@act(
    ContactLetter.posted,
    ContactLetter.returned,
    by=STAFF,
    label=gettext_lazy("The first letter came back"),
    basis=BASIS,
)
def first_came_back(row: ContactLetter, given: LetterBack, on: Occasion) -> None:
    """Nobody signed for it; a second one follows."""
    row.outcome = given.said
    on.keep_sent(given.file, "退回的专用信函")
    _from_the_first(row, on)


@act(
    ContactLetter.returned, ContactLetter.posted_again, by=STAFF, label=gettext_lazy("Post the second letter"),
    paper="kernel.notice", basis=BASIS,
)  # fmt: skip
def post_second(row: ContactLetter, given: LetterAgain, on: Occasion) -> None:
    """Not less than 15 and not more than 30 days after the first."""
    what = _("The second letter was not entered.")
    day = _posted(given.posted_on, on, what)
    assert row.first_on is not None
    rules.second(row.first_on, day, on.law).require(what)
    row.second_no, row.second_on = given.postal_no, day
    on.tell(*OWNER, title=_("A second letter was posted to your registered address"), body=row.address)


@act(
    ContactLetter.posted_again, ContactLetter.unreachable, by=STAFF, label=gettext_lazy("The second letter came back"),
    basis=BASIS, favourable=False,
)  # fmt: skip
def second_came_back(row: ContactLetter, given: LetterBack, on: Occasion) -> None:
    """Counts as unreachable at the registered place: it is entered on the list, an individual business marked."""
    row.outcome = given.said
    on.keep_sent(given.file, "退回的专用信函")
    found = f"两次邮寄专用信函（{row.first_no}、{row.second_no}）无人签收：{given.said}"
    given_on = {
        "subject": row.subject_id,
        "cause": "unreachable_domicile",
        "found": found[:500],
        "found_on": on.day.isoformat(),
    }
    on.then(ENTER, None, given_on)


@act(
    (ContactLetter.posted, ContactLetter.returned, ContactLetter.posted_again),
    ContactLetter.reached,
    by=STAFF,
    label=gettext_lazy("It was reached"),
    favourable=True,
)
def reach(row: ContactLetter, given: LetterReached, on: Occasion) -> None:
    """Somebody signed or called: nothing is entered."""
    row.outcome = given.said
    on.note = given.said


@act((ContactLetter.posted, ContactLetter.returned), ContactLetter.lapsed, by=CLOCK, label=gettext_lazy("Too late"))
def lapse_letters(row: ContactLetter, given: Nothing, on: Occasion) -> None:
    """More than thirty days have passed since the first letter: it counts no longer."""


def _from_the_first(row: ContactLetter, on: Occasion) -> None:
    """The thirty days run from the day on which the first letter was posted, whatever has happened since."""
    assert row.first_on is not None
    on.count_from(timezone.make_aware(datetime.combine(row.first_on, time(12))))
