"""Figures over many complaints: what rises, where, with the counts; what is known of one shop; an index by place and trade.

Every statement joins the proceedings, so an officer's figures cover what the officer may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from hengjian.apps.consumer.rules import categories, trends
from hengjian.apps.consumer.rules.prepaid import IssuerFacts
from hengjian.kernel import divisions

WINDOW, HISTORY = 28, 168  # days: the last four weeks against the 24 before them
# How a figure may be broken down; each is a column of the index, or a part of one.
GROUPS = {
    "category": "t.category",
    "problem": "t.problem",
    "place": "left(t.division, 6)",
    "subject": "t.subject_id::text",
    "platform": "t.platform",
}
COUNTS = """
    SELECT {groups}, count(*) FILTER (WHERE t.at >= %(since)s), count(*) FILTER (WHERE t.at < %(since)s)
    FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
    WHERE t.at >= %(from)s AND t.at <= %(until)s AND t.division >= %(lo)s AND t.division < %(hi)s {known}
    GROUP BY {groups} HAVING count(*) FILTER (WHERE t.at >= %(since)s) > 0
"""
NOBODY_THERE = ("跑路", "失联", "关门")


@dataclass(frozen=True)
class Signal:
    """A rise in words: what and where, the test, and the category it is about."""

    rise: trends.Rise
    names: tuple[str, ...]
    by: tuple[str, ...]


def counts(
    by: Sequence[str], code: str, until: datetime, window: int = WINDOW, history: int = HISTORY
) -> list[trends.Group]:
    """Counts of each group in the window and in the history before it."""
    groups = ", ".join(GROUPS[name] for name in by)
    known = " ".join(f"AND {GROUPS[name]} NOT IN ('', 'other')" for name in by)
    lo, hi = divisions.bounds(code)
    since = until - timedelta(days=window)
    values: dict[str, Any] = {
        "since": since,
        "from": since - timedelta(days=history),
        "until": until,
        "lo": lo,
        "hi": hi,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(groups=groups, known=known), values)
        return [trends.Group(tuple(row[:-2]), row[-2], row[-1]) for row in cursor.fetchall()]


def rising(by: Sequence[str], code: str, until: datetime | None = None, window: int = WINDOW) -> list[Signal]:
    """What is told as rising, the surest first; groups are tested together, so that few false alarms are among them."""
    until = until or timezone.now()
    found = trends.rises(counts(by, code, until, window), window, HISTORY)
    return [Signal(one, tuple(_named(by, one.key)), tuple(by)) for one in found if one.told]


def _named(by: Sequence[str], key: Sequence[str]) -> list[str]:
    places = divisions.names() if "place" in by else {}
    called = {
        "category": categories.called,
        "problem": categories.problem_called,
        "place": lambda code: str(places.get(code, code)),
    }
    return [called[name](value) if name in called else value for name, value in zip(by, key, strict=True)]


def total(code: str, since: datetime, until: datetime) -> int:
    """Complaints of a period within a place."""
    lo, hi = divisions.bounds(code)
    return _one(
        "SELECT count(*) FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id "
        "WHERE t.at >= %s AND t.at < %s AND t.division >= %s AND t.division < %s",
        [since, until, lo, hi],
    )


def shares(by: str, code: str, since: datetime, until: datetime, most: int = 8) -> list[tuple[str, int]]:
    """The largest groups of a period by name."""
    lo, hi = divisions.bounds(code)
    sql = (
        f"SELECT {GROUPS[by]}, count(*) FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id "
        f"WHERE t.at >= %s AND t.at < %s AND t.division >= %s AND t.division < %s AND {GROUPS[by]} <> '' "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [since, until, lo, hi, most])
        rows = cursor.fetchall()
    return [(_named([by], [key])[0], count) for key, count in rows]


def clusters(code: str, until: datetime | None = None, window: int = 30, least: int = 5) -> list[dict[str, Any]]:
    """Subjects and platforms that many complained about within the window, for an incident to be raised."""
    lo, hi = divisions.bounds(code)
    until = until or timezone.now()
    sql = """
        SELECT t.subject_id, max(s.name), t.problem, count(*), array_agg(t.proceeding_id ORDER BY t.at DESC),
               count(*) FILTER (WHERE t.urgency = 'urgent')
        FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
        JOIN kernel_subject s ON s.id = t.subject_id
        WHERE t.at >= %s AND t.at <= %s AND t.division >= %s AND t.division < %s
        GROUP BY t.subject_id, t.problem HAVING count(*) >= %s ORDER BY count(*) DESC, t.subject_id LIMIT 50
    """
    names = ("subject_id", "name", "problem", "count", "matters", "urgent")
    with connection.cursor() as cursor:
        cursor.execute(sql, [until - timedelta(days=window), until, lo, hi, least])
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [row | {"problem_name": categories.problem_called(row["problem"])} for row in rows]


def lines(matters: Sequence[int]) -> list[list[str]]:
    """One line a complaint for an evidence pack: number, day, category, problem, amount. Nobody's name."""
    sql = """
        SELECT p.number, (t.at AT TIME ZONE 'Asia/Shanghai')::date, t.category, t.problem, t.amount
        FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
        WHERE t.proceeding_id = ANY (%s::bigint[]) ORDER BY t.at, p.id
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(matters)])
        rows = cursor.fetchall()
    return [
        [
            number,
            day.isoformat(),
            categories.called(c) or "—",
            categories.problem_called(p),
            f"{a / 100:,.2f}" if a else "—",
        ]
        for number, day, c, p, a in rows
    ]


def seen(matters: Sequence[int]) -> list[int]:
    """Those of the matters that are in the index and that the reader may see, in their order."""
    sql = (
        "SELECT t.proceeding_id FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id "
        "WHERE t.proceeding_id = ANY (%s::bigint[])"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(matters)])
        found = {pk for (pk,) in cursor.fetchall()}
    return [pk for pk in dict.fromkeys(matters) if pk in found]


def issuer_facts(subject_id: int, balance: int, cover: int | None, before: int | None = None) -> IssuerFacts:
    """What complaints say of an issuer of prepaid cards in the last thirty days and in the thirty before."""
    now = timezone.now()
    sql = """
        SELECT count(*) FILTER (WHERE t.at >= %(since)s AND t.urgency = 'urgent'),
               count(*) FILTER (WHERE t.at >= %(since)s), count(*) FILTER (WHERE t.at < %(since)s)
        FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
        WHERE t.subject_id = %(subject)s AND t.problem = 'prepaid' AND t.at >= %(from)s
    """
    values: dict[str, Any] = {
        "since": now - timedelta(days=30),
        "from": now - timedelta(days=60),
        "subject": subject_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        gone, recent, earlier = cursor.fetchone()
    return IssuerFacts(gone, recent, earlier, cover, balance, before)


def _one(sql: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return int(cursor.fetchone()[0])


def grounds(code: str, category: str, problem: str, until: datetime) -> dict[str, Any]:
    """What a warning about a category and problem rests on: the counts with their test, frozen when it is drafted."""
    by = [name for name, value in (("category", category), ("problem", problem)) if value]
    if not by:
        return {}
    wanted = tuple(value for value in (category, problem) if value)
    groups = counts(by, code, until)
    share = WINDOW / (WINDOW + HISTORY)
    now, before = (sum(getattr(g, name) for g in groups if _fits(g.key, wanted)) for name in ("now", "before"))
    chance = trends.chance_of(now, before, share)
    expected = round(before * WINDOW / HISTORY, 1)
    told = (
        f"近{WINDOW}日{now}件，按此前{HISTORY}日推算应为{expected}件（无变化时出现的概率{trends.chance_told(chance)}）"
    )
    return {"now": now, "before": before, "expected": expected, "chance": chance, "window": WINDOW, "told": told}


def _fits(key: Sequence[str], wanted: Sequence[str]) -> bool:
    """A category covers those below it."""
    return all(have.startswith(want) for have, want in zip(key, wanted, strict=True))
