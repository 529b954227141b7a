"""Normative documents: which stage comes next, how long they may stand, what is in force on a day."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground

LEGALITY = "legality_review_opinion"
FAIRNESS = "fair_competition_regulation"
TERM = "henan_normative_documents"
FIELDS = [
    ("general", _("General")),
    ("registration", _("Registration")),
    ("food", _("Food")),
    ("drugs", _("Drugs")),
    ("equipment", _("Special equipment")),
    ("quality", _("Product quality")),
    ("ip", _("Intellectual property")),
    ("competition", _("Competition")),
    ("consumer", _("Consumer rights")),
    ("price", _("Prices")),
]


def years_after(day: date, years: int) -> date:
    """The same day years later; 29 February gives way to the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def validity(since: date, until: date, issued: date, years: int) -> Finding:
    """It is not in force before it is issued, and no longer than the law lets it stand."""
    grounds: list[Ground | None] = []
    if since < issued:
        grounds.append(Ground(_("It would be in force before it is issued."), TERM, _("Choose a later day."), "since"))
    if not since < until <= years_after(since, years):
        fact = _("It ends after it begins and stands %(years)d years at most.") % {"years": years}
        grounds.append(Ground(fact, TERM, _("Choose another last day."), "until"))
    return Finding.of(grounds)


def may_issue(verdict: str, touches: bool, fairness: str) -> Finding:
    """Nothing is decided that has not been found lawful and, where it touches business, fair."""
    grounds: list[Ground | None] = []
    if verdict != "lawful":
        grounds.append(Ground(_("The legality review has not found it lawful."), LEGALITY, _("Amend the draft.")))
    if touches and fairness not in ("clear", "exception"):
        grounds.append(Ground(_("The fair competition review has not let it pass."), FAIRNESS, _("Amend the draft.")))
    return Finding.of(grounds)


def exception(fairness: str, until: date | None, day: date) -> Ground | None:
    """An exception is for a stated time (公平竞争审查条例, art. 12)."""
    if fairness == "exception" and (until is None or until <= day):
        return Ground(
            _("An exception needs the day on which it ends."), "fair_competition_regulation art. 12",
            _("Name a day to come."), "until",
        )  # fmt: skip
    return None


def in_force(since: date, until: date, repealed: date | None, day: date) -> bool:
    """Is it in force on the day? The last day counts, the day of the repeal does not."""
    return since <= day <= until and (repealed is None or day < repealed)
