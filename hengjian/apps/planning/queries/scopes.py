"""Subjects of a scope: kind, place, trade, risk class, permit. One statement, so that a city's register is asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from hengjian.apps.licensing import queries as permits
from hengjian.kernel import divisions
from hengjian.kernel.divisions import bounds

# A subject without a class of its own counts as ordinary, as it does in draws.
UNCLASSED = "B"
FROM = """
    FROM kernel_subject s
    LEFT JOIN registry_marketentity e ON e.subject_id = s.id
    LEFT JOIN credit_riskgrade g ON g.subject_id = s.id
    WHERE s.status = 'registered' AND s.division_code >= %(lo)s AND s.division_code < %(hi)s
      AND (%(kinds)s::text[] = '{}' OR s.kind = ANY (%(kinds)s))
      AND (%(places)s::text[] = '{}' OR s.division_code LIKE ANY (%(starts)s) OR s.office_code LIKE ANY (%(starts)s))
      AND (%(classes)s::text[] = '{}' OR coalesce(g.grade, %(unclassed)s) = ANY (%(classes)s))
      AND (%(word)s = '' OR e.industry LIKE %(like)s OR e.scope LIKE %(like)s OR s.name LIKE %(like)s)
      AND (%(permits)s::text[] = '{}' OR EXISTS (SELECT 1 FROM licensing_permit p WHERE p.subject_id = s.id
           AND p.state = 'valid' AND p.item_id = ANY (%(permits)s)))
"""
LIST = f"""
    SELECT s.id, coalesce(nullif(s.code, ''), '编号' || s.id), s.name, coalesce(nullif(s.office_code, ''), s.division_code)
    {FROM} ORDER BY 4, 2
"""
COUNT = f"SELECT count(*) {FROM}"
MOST = 20_000  # a list that is longer is no list to be worked off one by one
KINDS = {
    "company": "公司",
    "branch": "分支机构",
    "individual_business": "个体工商户",
    "sole_proprietorship": "个人独资企业",
    "partnership": "合伙企业",
    "cooperative": "农民专业合作社",
}


@dataclass(frozen=True)
class Scope:
    """A saved question: subjects of these kinds, places, classes and permits whose trade, scope or name holds the word."""

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    permits: tuple[str, ...] = ()
    word: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Scope":
        """From what was stored or given; what it does not know is left out."""
        many = {name: tuple(kept.get(name) or ()) for name in ("kinds", "places", "classes", "permits")}
        return cls(**many, word=str(kept.get("word", "")))

    @property
    def kept(self) -> dict[str, Any]:
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}

    @property
    def words(self) -> list[str]:
        """The scope in the words of a plan."""
        names = divisions.names()
        items = [found.name if (found := permits.item(code)) else code for code in self.permits]
        parts = [
            "、".join(KINDS.get(k, k) for k in self.kinds),
            "、".join(names.get(p, p) for p in self.places),
            f"风险分类{'、'.join(self.classes)}类" if self.classes else "",
            f"持有{'、'.join(items)}" if items else "",
            f"行业、经营范围或名称含“{self.word}”" if self.word else "",
        ]
        return [part for part in parts if part]


@dataclass(frozen=True)
class Chosen:
    """One subject of a scope."""

    subject: int
    ident: str
    name: str
    place: str


def _values(scope: Scope, code: str) -> dict[str, Any]:
    lo, hi = bounds(code)
    lists = {name: list(getattr(scope, name)) for name in ("kinds", "places", "classes", "permits")}
    starts = [f"{place}%" for place in scope.places]
    like = f"%{scope.word.replace('%', '').replace('_', '')}%"
    return {**lists, "starts": starts, "lo": lo, "hi": hi, "unclassed": UNCLASSED, "word": scope.word, "like": like}


def count(scope: Scope, code: str) -> int:
    """How many subjects fall under the scope within an authority's place today."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, _values(scope, code))
        return int(cursor.fetchone()[0])


def chosen(scope: Scope, code: str) -> Sequence[Chosen]:
    """The subjects themselves, by place and code."""
    with connection.cursor() as cursor:
        cursor.execute(f"{LIST} LIMIT {MOST + 1}", _values(scope, code))
        return [Chosen(*row) for row in cursor.fetchall()]
