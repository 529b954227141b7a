"""Finding tellings of the same matter: by rare pieces and facts through the index, then compared in full."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Case, When
from django.utils.translation import gettext as _

from hengjian.apps.consumer.models import PieceCounts, ToldMatter
from hengjian.apps.consumer.rules import likeness as rules
from hengjian.kernel.models import Proceeding

Row = tuple[int, int | None, int, memoryview | bytes, str]
OF_SUBJECT = 80  # latest tellings about the same subject that are looked at besides
FOUND = """
    SELECT proceeding_id, keys, subject_id, (extract(epoch FROM at) / 86400)::integer
    FROM consumer_toldmatter WHERE keys && %s::integer[] AND proceeding_id <> %s LIMIT %s
"""
READ = """
    SELECT proceeding_id, subject_id, (extract(epoch FROM at) / 86400)::integer, pieces, facts
    FROM consumer_toldmatter WHERE proceeding_id = ANY (%s::bigint[])
"""
SUBJECT = """
    SELECT proceeding_id FROM consumer_toldmatter
    WHERE subject_id = %s AND proceeding_id <> %s
      AND at BETWEEN to_timestamp(%s * 86400.0) AND to_timestamp(%s * 86400.0) ORDER BY at DESC LIMIT %s
"""
NEAR = 45  # days around a telling in which others about its subject are looked at besides
HALF_A_YEAR = timedelta(days=183)
CEILING = 3 * rules.MOST_CANDIDATES


@dataclass(frozen=True)
class Related:
    """Another telling: which, how alike of a hundred points, whether it is the same matter, and why."""

    proceeding_id: int
    number: str
    score: int
    why: str
    same: bool


def salt() -> bytes:
    """What hashes of facts are made with, so that nobody can reckon a telephone from them."""
    return settings.SECRET_KEY.encode()[:64]


@lru_cache(maxsize=2)
def _rarity(_counted_at: object) -> rules.Rarity:
    row = PieceCounts.objects.filter(pk=1).first()
    if row is None:
        return rules.Rarity.unknown()
    return rules.Rarity(np.frombuffer(bytes(row.counts), dtype=np.uint32), row.tellings)


def rarity() -> rules.Rarity:
    """How rare pieces are, as counted last; read anew when it was counted anew."""
    return _rarity(PieceCounts.objects.filter(pk=1).values_list("counted_at", flat=True).first())


def as_sketch(row: Row) -> rules.Sketch:
    """A kept row as it is compared."""
    _pk, subject, day, pieces, stated = row
    facts = json.loads(stated)
    found = {kind: frozenset(facts.get(kind, ())) for kind in rules.STATED}
    return rules.Sketch(np.frombuffer(bytes(pieces), dtype=np.uint32), found, subject, day)


def candidates(one: rules.Sketch, known: rules.Rarity, but: int = 0) -> list[int]:
    """Tellings that share rare pieces or facts, the most promising first; and those about the same subject at the time."""
    facts, pieces = rules.by_facts(one), rules.look_up(one, known)
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [[*facts, *pieces], but, CEILING])
        best = _promising(cursor.fetchall(), one, facts, pieces)[: rules.COMPARED]
        if one.subject:
            cursor.execute(SUBJECT, [one.subject, but, one.day - NEAR, one.day + NEAR, OF_SUBJECT])
            best = list(dict.fromkeys([*best, *(pk for (pk,) in cursor.fetchall())]))
    return best


def _promising(
    found: Sequence[tuple[int, list[int], int | None, int]], one: rules.Sketch, facts: list[int], pieces: list[int]
) -> list[int]:
    """In the order of what they share: facts before pieces, the same subject, near in time."""
    stated, said = frozenset(facts), frozenset(pieces)
    rows = []
    for pk, keys, subject, day in found:
        shared = 6 * len(stated.intersection(keys)) + len(said.intersection(keys))
        known = 4 if subject and subject == one.subject else -4 if subject and one.subject else 0
        rows.append((min(abs(day - one.day) / 15, 6) - shared - known, pk))
    return [pk for _order, pk in sorted(rows)]


def like(
    one: rules.Sketch, known: rules.Rarity, but: int = 0, least: int = rules.ALIKE
) -> list[tuple[int, rules.Likeness]]:
    """Tellings at least so alike, the likest first. Reads the index only: the caller decides what may be shown."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [candidates(one, known, but)])
        scored = [(row[0], rules.compare(one, as_sketch(row), known)) for row in cursor.fetchall()]
    likest = max((s.points for _pk, s in scored), default=0)
    found = [(pk, replace(s, behind=likest - s.points)) for pk, s in scored if s.points >= least]
    return sorted(found, key=lambda one: (one[1].behind, one[0]))


def words() -> dict[str, str]:
    """What each reason is called."""
    return {
        "text": _("the texts say the same"),
        "subject": _("same subject"),
        "other_subject": _("another subject"),
        "order": _("same order number"),
        "other_order": _("another order number"),
        "phone": _("same telephone"),
        "other_phone": _("another telephone"),
        "amount": _("same amount"),
        "other_amount": _("another amount"),
        "day": _("same day"),
        "other_day": _("another day"),
        "named": _("names in common"),
        "nobody": _("no name in common"),
        "near": _("near in time"),
    }


def reasons(found: rules.Likeness) -> str:
    """Why, in one line: each reason with the points it gave."""
    called = words()
    return "；".join(f"{called[key]} {points:+d}" for key, points in found.why)


def related(proceeding_id: int, least: int = rules.ALIKE) -> list[Related]:
    """Other tellings of the same matter or one like it that the reader may see, the likest first."""
    if not Proceeding.objects.filter(pk=proceeding_id).exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(READ, [[proceeding_id]])
        row = cursor.fetchone()
    if row is None:
        return []
    found = like(as_sketch(row), rarity(), proceeding_id, least)
    numbers = dict(Proceeding.objects.filter(pk__in=[pk for pk, _s in found]).values_list("pk", "number"))
    return [Related(pk, numbers[pk], s.points, reasons(s), s.same) for pk, s in found if pk in numbers]


def told(proceeding_id: int) -> ToldMatter | None:
    """What is kept of one telling, if the reader may see its matter."""
    if not Proceeding.objects.filter(pk=proceeding_id).exists():
        return None
    return ToldMatter.objects.filter(pk=proceeding_id).first()


def about_the_same(one: ToldMatter, but: Collection[int] = (), most: int = 50) -> list[ToldMatter]:
    """Other tellings about the same business within half a year that the reader may see, those of the same problem first.

    They tell other matters, so they are no duplicates; together they may be an incident.
    """
    if one.subject_id is None:
        return []
    near = {"at__gte": one.at - HALF_A_YEAR, "at__lte": one.at + HALF_A_YEAR}
    seen = Proceeding.objects.values("pk")  # its policy says which
    rows = ToldMatter.objects.filter(subject_id=one.subject_id, proceeding_id__in=seen, **near)
    rows = rows.exclude(pk__in=[one.pk, *but])
    return list(rows.order_by(Case(When(problem=one.problem, then=0), default=1), "-at")[:most])
