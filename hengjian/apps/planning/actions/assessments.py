"""Rounds of assessment: index table, call, ranking, telling; and what becomes of each authority in a round."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.procedures import Assessment, AssessmentRound
from hengjian.apps.planning.queries import assessments as queries
from hengjian.apps.planning.queries.catalogue import kinds
from hengjian.apps.planning.rules import scoring
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
FIRST_YEAR, LAST_YEAR = 2015, 2100
ROUND = AssessmentRound


class IndexLine(Given):
    group: str = ask(gettext_lazy("Group of items"), default="", at_most=60)
    name: str = ask(gettext_lazy("Item"), at_most=120)
    weight: Decimal = ask(gettext_lazy("Weight"), kind="number", at_least=0, at_most=100)
    criterion: str = ask(gettext_lazy("How it is scored"), default="", at_most=500)
    source: str = ask(gettext_lazy("Scored from"), choices=scoring.SOURCES, default="evidence")
    ref: str = ask(gettext_lazy("Target or indicator"), default="", at_most=120)
    none_at: Decimal | None = ask(gettext_lazy("No points at"), kind="number", default=None)
    full_at: Decimal | None = ask(gettext_lazy("All points at"), kind="number", default=None)


class IndexTable(Given):
    items: list[IndexLine] = ask(gettext_lazy("Index table"), default=[])
    pasted: str = ask(
        gettext_lazy("or paste it from a spreadsheet"), lines=6, default="", at_most=20000,
        help=gettext_lazy("One line an item: group, item, weight, how it is scored. Left empty: the catalogue's proposal."),
    )  # fmt: skip


class RoundKind(Given):
    kind: str = ask(gettext_lazy("Kind"), kind="assessment_kind", at_most=30)
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=FIRST_YEAR, at_most=LAST_YEAR)


class RoundDraft(IndexTable, RoundKind):
    """Kind and year are asked first, then the table."""


class RoundCall(Given):
    assessed: list[str] = ask(gettext_lazy("Authorities assessed"), kind="authority_below")


class RoundStop(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class AssessmentOpening(Given):
    round: int = ask(gettext_lazy("Yearly assessment"), kind="number")
    authority: str = ask(gettext_lazy("Authority"), at_most=12)


@act(None, ROUND.drafted, by=STAFF, label=gettext_lazy("Draft a yearly assessment"))
def draft_round(row: AssessmentRound, given: RoundDraft, on: Occasion) -> None:
    """The index table is typed, pasted, or taken from the catalogue; its weights add up to 100."""
    what = _("No assessment was drafted.")
    if given.kind not in kinds("assessments"):
        raise Incomplete(what, fields={"kind": _("Choose one of the values offered.")})
    row.kind, row.year = given.kind, given.year
    row.title = f"{given.year}年{kinds('assessments')[given.kind]['zh']}"
    _lay(row, given, what, on)


@act(ROUND.drafted, None, by=STAFF, label=gettext_lazy("Change the index table"))
def change_table(row: AssessmentRound, given: IndexTable, on: Occasion) -> None:
    """The whole table is replaced; once the round is called it stands."""
    _lay(row, given, _("The table was not changed."), on)


def _lay(row: AssessmentRound, given: IndexTable, what: str, on: Occasion) -> None:
    lines, faults = scoring.pasted(given.pasted)
    if faults:
        raise Incomplete(what, fact=faults[0], fields={"pasted": " ".join(faults[:5])})
    lines = [scoring.Line(**one.model_dump()) for one in given.items] or lines or queries.proposed(row.kind)
    scoring.table(lines, "items" if given.items else "pasted").require(what)
    row.items = [line.kept(at) for at, line in enumerate(lines, 1)]
    on.note = "；".join(f"{line.name} {line.weight}" for line in lines)


@act(ROUND.drafted, ROUND.running, by=LEADERS, label=gettext_lazy("Call the assessment"), apart_from="draft_round")
def call_round(row: AssessmentRound, given: RoundCall, on: Occasion) -> None:
    """Each authority named gets a matter of its own with the table as it stands now."""
    what = _("The assessment was not called.")
    names = dict(queries.below(row.code))
    if not given.assessed or not set(given.assessed) <= set(names):
        raise Incomplete(what, fields={"assessed": _("Choose authorities that stand directly below.")})
    row.assessed = sorted(set(given.assessed))
    for code in row.assessed:
        on.then(f"{Assessment.key}.open_assessment", None, {"round": row.pk, "authority": code})


@act(ROUND.running, ROUND.ranked, by=STAFF, label=gettext_lazy("Rank the authorities"))
def rank_round(row: AssessmentRound, given: Nothing, on: Occasion) -> None:
    """All scores stand; equal totals share a rank, and it is said."""
    what = _("Nothing was ranked.")
    found = list(queries.assessments_of(row.pk))
    open_ones = [a for a in found if a.state != "settled"]
    if open_ones or len(found) < len(row.assessed):
        missing = len(open_ones) + len(row.assessed) - len(found)
        fact = _("%(count)d authorities have no score that stands.") % {"count": missing}
        raise Conflict(what, fact=fact, remedy=_("Finish their reviews and answer their objections."))
    names = dict(Authority.objects.filter(pk__in=row.assessed).values_list("pk", "name"))
    ranked = scoring.ranking((a.code, names[a.code], scoring.standing_total(a.scores)) for a in found)
    row.ranking = [{**vars(r), "score": str(r.score)} for r in ranked]


@act(
    ROUND.ranked,
    ROUND.told,
    by=LEADERS,
    label=gettext_lazy("Tell the result"),
    apart_from="rank_round",
    irreversible=True,
)
def tell_result(row: AssessmentRound, given: Nothing, on: Occasion) -> None:
    """A circular within the administration: every authority assessed sees the order and its own score."""
    lines = [[str(r["rank"]), r["name"], r["score"], "并列" if r["tied"] else ""] for r in row.ranking]
    on.issue("planning.circular", f"{row.title}结果通报", {"name": row.title, "year": row.year, "lines": lines})
    for one in row.ranking:
        on.shares.append((one["code"], _("Result of the assessment")))
        told = _("%(name)s: rank %(rank)d, %(score)s points") % {**one, "name": row.title}
        on.tell(*people.holders(one["code"], Role.HANDLER), title=told)


@act(
    (ROUND.drafted, ROUND.running, ROUND.ranked), ROUND.called_off, by=LEADERS,
    label=gettext_lazy("Call the assessment off"),
)  # fmt: skip
def call_off(row: AssessmentRound, given: RoundStop, on: Occasion) -> None:
    """With a reason; the matters of the authorities end with it."""
    on.note = given.reason
    for one in queries.assessments_of(row.pk).filter(closed_at=None):
        on.then(f"{Assessment.key}.end_with_round", one.pk)
