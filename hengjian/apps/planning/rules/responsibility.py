"""Responsibility lists and self-checks: what an answer must say, what follows from it, what an own standard leaves open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from hengjian.kernel import catalogues
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn, cite

MET, UNMET, NOT_APPLICABLE = "met", "unmet", "na"
VERDICTS = (MET, UNMET, NOT_APPLICABLE)


@dataclass(frozen=True)
class ListKind:
    """A kind of business with the lines it answers for, as the package carries them."""

    key: str
    zh: str
    en: str
    word: str  # of the business scope, by which such businesses are found
    lines: tuple[dict[str, str], ...]


@cache
def kinds() -> dict[str, ListKind]:
    """The packaged lists by kind."""
    found: dict[str, ListKind] = {}
    for raw in catalogues.tree("responsibility_lists.yaml")["lists"]:
        lines = tuple(_line(raw["key"], n, line) for n, line in enumerate(catalogues.table(raw["lines"]), 1))
        found[raw["key"]] = ListKind(raw["key"], raw["zh"], raw["en"], raw.get("word", ""), lines)
    return found


def _line(kind: str, n: int, raw: Mapping[str, str]) -> dict[str, str]:
    return {
        "key": f"{kind}-{n:02d}",
        "text": raw["text"],
        "post": raw["post"],
        "often": raw["often"],
        "cite": raw["cite"],
        "article": cite(raw["cite"]).official,
        "check": raw["check"],
    }


def with_own(lines: Sequence[Mapping[str, str]], own: Sequence[Mapping[str, str]], kind: str) -> list[dict[str, str]]:
    """The packaged lines and those an authority adds; none of the law's is ever left out."""
    return [dict(line) for line in lines] + [
        {"key": f"{kind}-x{n:02d}", "cite": "", "check": "", **line} for n, line in enumerate(own, 1)
    ]


@dataclass(frozen=True)
class Answered:
    """A business's answer to one line."""

    key: str
    verdict: str
    hazard: str = ""
    measure: str = ""
    post: str = ""
    by: date | None = None


def answers(lines: Sequence[Mapping[str, str]], given: Sequence[Answered], today: date, law: LawOn) -> Finding:
    """Is every line answered, and has each that is not met its hazard, measure, post and day (问题隐患、制度措施两个清单)?"""
    known = {line["key"]: line["text"] for line in lines}
    by_key = {one.key: one for one in given}
    article = law.cite("food_subject_responsibility")
    grounds: list[Ground | None] = []
    missing = [key for key in known if key not in by_key]
    if missing:
        fact = _("%(count)d lines are not answered: %(lines)s") % {
            "count": len(missing),
            "lines": "、".join(missing[:6]),
        }
        grounds.append(Ground(fact, article, _("Say for each whether it is met."), "answers"))
    strange = [key for key in by_key if key not in known]
    if strange:
        grounds.append(
            Ground(_("Not a line of this list: %(lines)s") % {"lines": "、".join(strange[:6])}, article, "", "answers")
        )
    limit = law.limit("planning.self_check_mend")
    for key, one in by_key.items():
        if key in known and one.verdict == UNMET:
            grounds += _hazard(one, today, limit.amount, limit.cite)
    return Finding.of(grounds)


def _hazard(one: Answered, today: date, days: int, article: Any) -> list[Ground | None]:
    said = one.hazard.strip() and one.measure.strip() and one.post.strip()
    remedy = _("Say what is wrong, what will be done, by which post and until when.")
    told = _("%(line)s is not met, and hazard, measure or post is missing.") % {"line": one.key}
    late = one.by is None or not 0 <= (one.by - today).days <= days
    when = _("%(line)s: the measure is taken within %(days)d days.") % {"line": one.key, "days": days}
    return [
        None if said else Ground(told, article, remedy, "answers"),
        Ground(when, article, remedy, "answers") if late else None,
    ]


@dataclass(frozen=True)
class Gaps:
    """What an officer looks at first: lines not met, by key, and shares."""

    met: int
    unmet: int
    skipped: int
    keys: tuple[str, ...] = field(default=())

    @property
    def share(self) -> int | None:
        """Lines met of those that apply, in per cent."""
        whole = self.met + self.unmet
        return round(100 * self.met / whole) if whole else None


def gaps(given: Mapping[str, Mapping[str, str]]) -> Gaps:
    """The answers in numbers."""
    by = {verdict: tuple(k for k, one in given.items() if one["verdict"] == verdict) for verdict in VERDICTS}
    return Gaps(len(by[MET]), len(by[UNMET]), len(by[NOT_APPLICABLE]), by[UNMET])


def answer_day(day: date, today: date, law: LawOn) -> Finding:
    """Does the day of a round leave the businesses the time they need?"""
    least = law.limit("planning.self_check_least")
    if (day - today).days >= least.amount:
        return Finding()
    fact = _("A round leaves %(days)d days at least to answer.") % {"days": least.amount}
    return Finding.of([Ground(fact, least.cite, _("Choose a later day."), "due_on")])


def duties(lines: Sequence[Mapping[str, str]], given: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    """一岗一清单: each line with the post that does it and how; what no post does stays visible as a gap."""
    return [
        {"key": line["key"], "text": line["text"], "post": post, "how": how}
        for line in lines
        for post, how in (given.get(line["key"], ("", "")),)
    ]


def uncovered(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Lines that no post does."""
    return [row["key"] for row in rows if not row["post"].strip()]


def by_post(rows: Sequence[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """The lines of each post, posts in the order in which they first appear."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        found.setdefault(row["post"], []).append(row)
    return found
