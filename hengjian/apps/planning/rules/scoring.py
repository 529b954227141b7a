"""Scores of assessments: the table adds up, scores stay within their weight, computed items, ranks with ties told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground

WHOLE = Decimal(100)
CENT = Decimal("0.01")
ARTICLE = "food_assessment_measures"
SOURCES = [
    ("evidence", _("Evidence")),
    ("light", _("Light of a plan's target")),
    ("indicator", _("Indicator")),
    ("evaluation", _("Score of the outside evaluator")),
]


@dataclass(frozen=True)
class Line:
    """One line of an index table as it was typed, pasted or taken from the catalogue."""

    name: str
    weight: Decimal
    group: str = ""
    criterion: str = ""
    source: str = "evidence"
    ref: str = ""
    none_at: Decimal | None = None
    full_at: Decimal | None = None

    def kept(self, position: int) -> dict[str, Any]:
        """As it is kept with the round: decimals as text."""
        plain = {k: str(v) if isinstance(v, Decimal) else v for k, v in asdict(self).items()}
        return {"position": position, **plain}


def blank(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The empty score sheet of an authority for the items of a round."""
    empty = {"own": "", "said": "", "given": "", "reason": ""}
    return [{**item, **empty} for item in items]


def standing_total(scores: Iterable[Mapping[str, Any]]) -> Decimal:
    """What an authority has now: reviewed scores, own ones where none has been reviewed yet."""
    return total(Decimal(s["given"] or s["own"]) for s in scores if s["given"] or s["own"])


def rounded(value: Decimal) -> Decimal:
    """To the cent, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def number(text: str) -> Decimal | None:
    """A finite number as people write it; None for anything else."""
    try:
        value = Decimal(str(text).strip().replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def total(scores: Iterable[Decimal | None]) -> Decimal:
    """The sum of what has been scored."""
    return rounded(sum((s for s in scores if s is not None), Decimal(0)))


def table(lines: Sequence[Line], field: str = "items") -> Finding:
    """A table can be used if its weights are positive and add up to 100, its names differ, its computed lines say from what."""
    grounds: list[Ground | None] = []
    if not lines:
        grounds.append(Ground(_("The index table is empty."), ARTICLE, _("Enter or paste its lines."), field))
    whole = sum((line.weight for line in lines), Decimal(0))
    if lines and whole != WHOLE:
        fact = _("The weights add up to %(sum)s, not to 100.") % {"sum": whole}
        grounds.append(Ground(fact, ARTICLE, _("Correct the weights."), field))
    names = [line.name for line in lines]
    for at, line in enumerate(lines, 1):
        grounds.append(_line(at, line, names, field))
    return Finding.of(grounds)


def _line(at: int, line: Line, names: list[str], field: str) -> Ground | None:
    told = {"line": at, "name": line.name}
    if not 0 < line.weight <= WHOLE or line.weight != rounded(line.weight):
        fact = _("Line %(line)d: the weight is above 0 and at most 100, with two decimals.") % told
    elif names.index(line.name) != at - 1:
        fact = _("Line %(line)d: “%(name)s” stands in the table twice.") % told
    elif line.source not in dict(SOURCES):
        fact = _("Line %(line)d: nobody knows from what it is scored.") % told
    elif line.source != "evidence" and not line.ref:
        fact = _("Line %(line)d: say from which target or indicator it is computed.") % told
    elif line.source == "indicator" and (line.none_at is None or line.full_at is None or line.none_at == line.full_at):
        fact = _("Line %(line)d: say at which value it earns nothing and at which all points.") % told
    else:
        return None
    return Ground(fact, ARTICLE, _("Correct the line."), field)


COLUMNS = ("group", "name", "weight", "criterion", "source", "ref", "none_at", "full_at")


def pasted(text: str) -> tuple[list[Line], list[str]]:
    """Lines of a table pasted from a spreadsheet (tabs) or CSV: group, name, weight, and what else; faults by line."""
    lines: list[Line] = []
    faults: list[str] = []
    for at, raw in enumerate((r for r in text.splitlines() if r.strip()), 1):
        cells = [c.strip() for c in (raw.split("\t") if "\t" in raw else raw.replace("，", ",").split(","))]
        row = dict(zip(COLUMNS, cells, strict=False))
        weight = number(row.get("weight", ""))
        if weight is None:
            if at > 1:  # the first line may be a heading
                faults.append(str(_("Line %(line)d, column 3: write a number.") % {"line": at}))
            continue
        if not row.get("name"):
            faults.append(str(_("Line %(line)d, column 2: the item has no name.") % {"line": at}))
            continue
        lines.append(
            Line(
                row["name"], weight, row.get("group", ""), row.get("criterion", ""), row.get("source") or "evidence",
                row.get("ref", ""), number(row.get("none_at", "")), number(row.get("full_at", "")),
            )
        )  # fmt: skip
    return lines, faults


def within(score: Decimal, weight: Decimal) -> bool:
    """Is it a score that the item can have?"""
    return score.is_finite() and 0 <= score <= weight and score == rounded(score)


def score_from_light(light: str, weight: Decimal, yellow: Decimal) -> Decimal | None:
    """Points of an item taken from a plan's target: all at green, `yellow` per cent of them at yellow, none at red."""
    shares = {"green": WHOLE, "yellow": yellow, "red": Decimal(0)}
    return rounded(weight * shares[light] / WHOLE) if light in shares else None


def score_from_evaluation(score: int, weight: Decimal) -> Decimal:
    """Points in proportion to the score, of a hundred, that an outside evaluator gave the report on a plan."""
    return rounded(weight * score / WHOLE)


def score_from_value(value: Decimal, weight: Decimal, none_at: Decimal, full_at: Decimal) -> Decimal:
    """Points in proportion to where the value lies between nothing and everything; either may be the larger."""
    share = (value - none_at) / (full_at - none_at)
    return rounded(weight * max(Decimal(0), min(Decimal(1), share)))


@dataclass(frozen=True)
class Ranked:
    """A place in the order; `tied` where another has the same score."""

    rank: int
    code: str
    name: str
    score: Decimal
    tied: bool


def ranking(scores: Iterable[tuple[str, str, Decimal]]) -> list[Ranked]:
    """The order by score: equal scores share a rank, the next one comes after all of them (1, 1, 3)."""
    rows = sorted(scores, key=lambda row: (-row[2], row[0]))
    values = [row[2] for row in rows]
    return [Ranked(values.index(s) + 1, code, name, s, values.count(s) > 1) for code, name, s in rows]
