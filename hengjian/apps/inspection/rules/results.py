"""Which codes a result may bear, by what was found (抽查检查结果代码; food: 食品生产经营监督检查管理办法 31–35)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import Citation, cite

from .catalogue import is_food, results

CLEAR = "1"
UNREACHABLE_QUESTIONS = ("registration_items-04-q01",)
PUBLICITY = "publicity_info"


@dataclass(frozen=True)
class Outcome:
    """What the rule looks at: the items, the questions found faulty, and whether an order to correct was given."""

    items: tuple[str, ...]
    faults: tuple[str, ...]
    ordered: bool = False
    standing: str = "registered"
    visited: bool = True


def proposed(found: Outcome) -> list[str]:
    """The codes that follow from the record; the officer decides."""
    by_standing = {"deregistered": "9", "revoked": "10", "cancelled": "11", "moved_out": "12", "dormant": "14"}
    if found.standing in by_standing:
        return [by_standing[found.standing]]
    codes: list[str] = []
    rest = list(found.faults)
    if any(q in UNREACHABLE_QUESTIONS for q in rest):
        codes.append("4")
        rest = [q for q in rest if not q.startswith("registration_items-04")]
    if any(q.startswith(PUBLICITY) for q in rest):
        codes.append("2")
        rest = [q for q in rest if not q.startswith(PUBLICITY)]
    if rest:
        codes.append("5" if found.ordered else "8")
    codes = codes or [CLEAR]
    if is_food(list(found.items)) and "4" not in codes:
        codes.append("F1" if not rest else "F2" if found.ordered else "F3")
    return codes


def admissible(codes: Sequence[str], found: Outcome) -> Finding:
    """May a result bear these codes together?"""
    article = cite("double_random_state_council")
    known = results()
    own = [c for c in codes if c in known]
    plain = [c for c in own if not known[c].food]
    grounds: list[Ground | None] = [
        _unless(bool(own) and len(own) == len(set(codes)), _("Choose at least one code of the list."), article),
        _unless(not (CLEAR in plain and len(plain) > 1), _("“Nothing found” excludes every other code."), article),
        _unless(
            not (CLEAR in plain and found.faults),
            _("%(count)d answers say there is a fault; the result cannot be “nothing found”.")
            % {"count": len(found.faults)},
            article,
        ),
        _unless(
            not (any(known[c].order for c in own) and not found.ordered),
            _("The code says that a correction was ordered, but there is no order."),
            cite("penalty_law art. 28"),
            _("Issue the order to correct first."),
        ),
        *_food(own, found),
    ]
    return Finding.of(grounds)


def _food(codes: list[str], found: Outcome) -> list[Ground | None]:
    """A food check bears exactly one of the three results of its own rules."""
    article = cite("food_inspection_measures")
    food = [c for c in codes if results()[c].food]
    reached = not any(results()[c].standing for c in codes) and "4" not in codes and "7" not in codes
    wanted = is_food(list(found.items)) and reached
    return [
        _unless(not wanted or len(food) == 1, _("A food check ends with one of F1, F2, F3."), article),
        _unless(wanted or not food, _("F1 to F3 are results of food checks."), article),
        _unless(not ("F1" in food and found.faults), _("“Conforms” does not go with faults."), article),
    ]


def _unless(holds: bool, fact: str, article: Citation, remedy: str = "") -> Ground | None:
    return None if holds else Ground(fact, article, remedy, "codes")


def leads(codes: Sequence[str]) -> list[str]:
    """The causes of leads that follow from the codes, each once."""
    return list(dict.fromkeys(results()[c].lead for c in codes if results()[c].lead))


# Codes that hold something against the subject; a slight fault put right on the spot is one too.
PROBLEM_CODES = frozenset(c.code for c in results().values() if c.lead or c.order) | {"15"}


def is_problem(codes: Sequence[str]) -> bool:
    """Whether something was found that is held against the subject."""
    return any(c in PROBLEM_CODES for c in codes)
