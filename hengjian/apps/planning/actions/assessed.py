"""One authority in a round: its own score with evidence, the review by another, objection, what stands."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.procedures import Assessment, AssessmentRound
from hengjian.apps.planning.queries import assessments as queries
from hengjian.apps.planning.rules import scoring
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .assessments import LEADERS, STAFF, AssessmentOpening

POINTS = gettext_lazy("Points")


class OwnScore(Given):
    item: int = ask(gettext_lazy("Item"), kind="assessment_item")
    score: Decimal = ask(POINTS, kind="number", at_least=0, at_most=100)
    said: str = ask(gettext_lazy("What was done"), lines=3, at_least=2, at_most=500)
    file: str = ask(gettext_lazy("Evidence"), kind="file", default="")


class ReviewedScore(Given):
    item: int = ask(gettext_lazy("Item"), kind="assessment_item")
    score: Decimal = ask(POINTS, kind="number", at_least=0, at_most=100)
    reason: str = ask(
        gettext_lazy("Reason"), lines=3, default="", at_most=500,
        help=gettext_lazy("Needed where the score differs from the authority's own"),
    )  # fmt: skip


class AssessmentObjection(Given):
    objection: str = ask(gettext_lazy("Which scores, and why"), lines=5, at_least=8, at_most=1000)
    file: str = ask(gettext_lazy("Evidence"), kind="file", default="")


class ScoreObjectionAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=5, at_least=8, at_most=1000)


def at(code: str, on: Occasion, what: str) -> None:
    """Only officers of this one authority do this; who stands above or below it does not."""
    if on.principal.place != code:
        fact = _("This is for the officers of another authority.")
        raise NotAllowed(
            what, fact=fact, remedy=_("The authority assessed scores itself; the one that called reviews.")
        )


def _line(row: Assessment, item: int, score: Decimal, what: str) -> dict[str, Any]:
    """The line of an item, if the score is one it can have."""
    line: dict[str, Any] | None = next((s for s in row.scores if s["position"] == item), None)
    if line is None:
        raise Incomplete(what, fields={"item": _("There is no such item in the table.")})
    if not scoring.within(score, Decimal(line["weight"])):
        fact = _("From 0 to %(weight)s, with two decimals.") % {"weight": line["weight"]}
        raise Incomplete(what, fact=fact, fields={"score": fact})
    return line


def _put(row: Assessment, item: int, **values: str) -> None:
    """Write into the line of an item."""
    row.scores = [{**s, **values} if s["position"] == item else s for s in row.scores]


def keep(token: str, what: str, on: Occasion) -> None:
    """Keep an uploaded file as evidence."""
    if token and on.keep_sent(token, what) is None:
        raise Incomplete(_("The file was not kept."), fields={"file": _("Upload the file again.")})


@act(None, Assessment.scoring, by=CLOCK, label=gettext_lazy("Open the assessment of an authority"))
def open_assessment(row: Assessment, given: AssessmentOpening, on: Occasion) -> None:
    """The authority receives the table of the round as it was called."""
    found = AssessmentRound.objects.get(pk=given.round)
    row.code, row.title, row.synthetic = given.authority, found.title, found.synthetic
    row.round_id, row.round_number, row.kind, row.year = found.pk, found.number, found.kind, found.year
    row.assessor, row.scores = found.code, scoring.blank(found.items)
    on.tell(
        *people.holders(row.code, Role.HANDLER), title=_("Please score your own work: %(name)s") % {"name": row.title}
    )


@act(Assessment.scoring, None, by=STAFF, label=gettext_lazy("Score an item"))
def score_self(row: Assessment, given: OwnScore, on: Occasion) -> None:
    """The authority scores itself, says what it did, and adds evidence."""
    what = _("The item was not scored.")
    at(row.code, on, what)
    line = _line(row, given.item, given.score, what)
    _put(row, given.item, own=str(scoring.rounded(given.score)), said=given.said)
    keep(given.file, line["name"], on)
    on.note = f"{line['name']} {given.score}"


@act(Assessment.scoring, Assessment.reviewing, by=STAFF, label=gettext_lazy("Hand the own score in"))
def hand_in(row: Assessment, given: Nothing, on: Occasion) -> None:
    """Computed items are filled in by the system; every other one has been scored."""
    what = _("It was not handed in.")
    at(row.code, on, what)
    for line in row.scores:
        _compute(row, line, on.day)
    if missing := [s["name"] for s in row.scores if not s["own"]]:
        fact = _("Not scored yet: %(items)s") % {"items": "、".join(missing)}
        raise Conflict(what, fact=fact, remedy=_("Score them, with what was done and the evidence."))
    row.late = row.due is not None and on.at > row.due
    on.tell(*people.holders(row.assessor, Role.HANDLER), title=_("Please review: %(number)s") % {"number": row.number})


def _compute(row: Assessment, line: dict[str, Any], day: date) -> None:
    found = queries.computed(line, row.code, row.year, day)
    if found is not None:
        points, told = found
        _put(row, line["position"], own=str(points), given=str(points), said=told)


@act(Assessment.reviewing, None, by=STAFF, label=gettext_lazy("Review an item"), apart_from="score_self")
def review_item(row: Assessment, given: ReviewedScore, on: Occasion) -> None:
    """Somebody of the authority above scores the item; who gives another score says why."""
    _review(row, given, on, _("The item was not reviewed."))


def _review(row: Assessment, given: ReviewedScore, on: Occasion, what: str) -> None:
    at(row.assessor, on, what)
    line = _line(row, given.item, given.score, what)
    if given.score != Decimal(line["own"]) and not given.reason:
        fact = _("It differs from the authority's own score.")
        raise Incomplete(what, fact=fact, article=on.law.cite(scoring.ARTICLE), fields={"reason": _("Say why.")})
    _put(row, given.item, given=str(scoring.rounded(given.score)), reason=given.reason)
    on.note = f"{line['name']} {line['own']} → {given.score}"


@act(
    Assessment.reviewing,
    Assessment.answering,
    by=LEADERS,
    label=gettext_lazy("Feed the review back"),
    apart_from="score_self",
)
def feed_back(row: Assessment, given: Nothing, on: Occasion) -> None:
    """The authority sees every score with its reason and may object."""
    what = _("The review was not fed back.")
    at(row.assessor, on, what)
    if missing := [s["name"] for s in row.scores if not s["given"]]:
        raise Conflict(what, fact=_("Not reviewed yet: %(items)s") % {"items": "、".join(missing)})
    told = _("Reviewed: %(name)s, %(score)s points") % {
        "name": row.title,
        "score": scoring.standing_total(row.scores),
    }
    on.tell(*people.holders(row.code, Role.HANDLER), title=told)


@act(Assessment.answering, Assessment.objected, by=STAFF, label=gettext_lazy("Object to the scores"))
def object_to_scores(row: Assessment, given: AssessmentObjection, on: Occasion) -> None:
    """Once, within the days given for it."""
    at(row.code, on, _("No objection was made."))
    row.objection = given.objection
    keep(given.file, "异议材料", on)
    on.tell(*people.holders(row.assessor, Role.HANDLER), title=_("Objection: %(number)s") % {"number": row.number})


@act(Assessment.objected, None, by=STAFF, label=gettext_lazy("Correct a score"), apart_from="score_self")
def correct_score(row: Assessment, given: ReviewedScore, on: Occasion) -> None:
    """What the objection shows to be wrong is scored anew, with the reason."""
    _review(row, given, on, _("The score was not corrected."))


@act(
    Assessment.objected,
    Assessment.settled,
    by=LEADERS,
    label=gettext_lazy("Answer the objection"),
    apart_from=("review_item", "score_self"),
)
def answer_objection(row: Assessment, given: ScoreObjectionAnswer, on: Occasion) -> None:
    """By somebody who has not scored it; the scores stand from now on."""
    at(row.assessor, on, _("The objection was not answered."))
    row.answer = given.answer
    on.tell(*people.holders(row.code, Role.HANDLER), title=_("Objection answered: %(number)s") % {"number": row.number})


@act(Assessment.answering, Assessment.settled, by=STAFF, label=gettext_lazy("Accept the scores"))
def accept_scores(row: Assessment, given: Nothing, on: Occasion) -> None:
    """The authority does not object."""
    at(row.code, on, _("Nothing was accepted."))


@act(Assessment.answering, Assessment.settled, by=CLOCK, label=gettext_lazy("Let the scores stand"))
def let_stand(row: Assessment, given: Nothing, on: Occasion) -> None:
    """Nobody has objected in time."""


OPEN = (Assessment.scoring, Assessment.reviewing, Assessment.answering, Assessment.objected)


@act(OPEN, Assessment.ended, by=CLOCK, label=gettext_lazy("End with the round"))
def end_with_round(row: Assessment, given: Nothing, on: Occasion) -> None:
    """The round has been called off."""
