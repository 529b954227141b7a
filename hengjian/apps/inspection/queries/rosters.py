"""Rosters as they stand on a day: subjects frozen by one statement, officers with certificate, places and recusals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from hengjian.apps.credit import queries as credit
from hengjian.apps.inspection.catalogue import packaged
from hengjian.apps.inspection.models import DrawOfficer, DrawRow, Inspector, PlannedTask, RecusalFact
from hengjian.apps.inspection.rules import planning
from hengjian.apps.inspection.rules.roster import OfficerRow, Row
from hengjian.kernel.divisions import bounds
from hengjian.kernel.law import LawOn

from .items import facts_of

# One row a subject of the roster. Class B where the credit room has none yet; a watched subject leaves its class; who was
# visited not long ago, or as often this year as the plan allows, stands in the stratum of weight 0.
CHOSEN = f"""
    SELECT s.id AS subject_id, normalize(coalesce(nullif(s.code, ''), '编号' || s.id), NFC) AS ident,
           coalesce(nullif(s.office_code, ''), s.division_code) AS place,
           CASE WHEN seen.recently THEN '0' WHEN seen.often THEN '0' WHEN w.watched THEN '5'
                ELSE CASE coalesce(g.grade, %(unclassed)s) WHEN 'A' THEN '1' WHEN 'B' THEN '2' WHEN 'C' THEN '3' ELSE '4' END
           END AS stratum, seen.recently, seen.often
    FROM kernel_subject s
    {credit.CLASSES}
    LEFT JOIN LATERAL (SELECT true AS watched FROM inspection_specialwatch x JOIN kernel_proceeding p ON p.id = x.proceeding_ptr_id
                       WHERE p.subject_id = s.id AND p.state = 'watched' AND x.until >= %(day)s LIMIT 1) w ON true
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE d.drawn_on > %(since)s) > 0 AS recently,
                               count(*) FILTER (WHERE d.drawn_on >= %(year)s) >= %(cap)s AS often
                        FROM inspection_drawnsubject d WHERE d.subject_id = s.id AND d.drawn_on <= %(day)s) seen
    WHERE s.status = 'registered' AND (s.opened_on IS NULL OR s.opened_on <= %(day)s)
      AND s.division_code >= %(lo)s AND s.division_code < %(hi)s
      AND (s.kind = ANY (%(kinds)s) OR (%(enterprises)s AND NOT s.kind = ANY (%(not_enterprises)s))
           OR EXISTS (SELECT 1 FROM inspection_subjecttag k WHERE k.subject_id = s.id AND k.tag = ANY (%(tags)s)
                      AND k.since <= %(day)s AND (k.until IS NULL OR k.until >= %(day)s)))
      AND (%(word)s = '' OR s.name LIKE %(like)s OR s.facts ->> 'scope' LIKE %(like)s
           OR EXISTS (SELECT 1 FROM inspection_subjecttag t WHERE t.subject_id = s.id AND t.tag = %(word)s
                      AND t.since <= %(day)s AND (t.until IS NULL OR t.until >= %(day)s)))
"""
# The leaf of `rules.roster.Row`, made where the rows are: half a million need no way to Python and back.
FREEZE = f"""
    INSERT INTO inspection_drawrow (proceeding_id, subject_id, ident, stratum, place, leaf)
    SELECT %(proceeding)s, subject_id, ident, stratum, place, sha256('\\x00'::bytea || convert_to(
        'hengjian-row-v1' || E'\\n' || %(number)s || E'\\n' || ident || E'\\n' || stratum || E'\\n' || place || E'\\n'
        || encode(sha256(%(key)s || convert_to(ident, 'UTF8')), 'hex') || E'\\n', 'UTF8'))
    FROM ({CHOSEN}) chosen
"""
COUNTS = f"""
    SELECT stratum, left(place, 6), count(*), count(*) FILTER (WHERE recently), count(*) FILTER (WHERE often AND NOT recently)
    FROM ({CHOSEN}) chosen GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Counted:
    """A roster before it is frozen: sizes of strata, rows that may be drawn by place, and who is kept out why."""

    sizes: dict[str, int]
    places: dict[str, int]
    kept_out: dict[str, int]


def question(task: PlannedTask, code: str, day: date, law: LawOn) -> dict[str, Any]:
    """What the statements above ask for a task of an authority."""
    items, _unknown = facts_of(task.items)
    since = planning.months_before(day, law.limit("inspection.no_repeat").amount)
    return _whom(items, task.word, code, day) | {"since": since, "year": date(day.year, 1, 1), "cap": task.cap}


def _whom(items: list[planning.ItemFacts], word: str, code: str, day: date) -> dict[str, Any]:
    """Which subjects fall under the items; nobody is kept out for an earlier visit."""
    words, (lo, hi) = planning.common(items), bounds(code)
    kinds, enterprises = planning.kinds(words)
    return {
        "day": day,
        "since": day,
        "year": day,
        "cap": 1,
        "unclassed": planning.UNCLASSED,
        "lo": lo,
        "hi": hi,
        "kinds": kinds,
        "enterprises": enterprises,
        "not_enterprises": list(planning.NOT_ENTERPRISES),
        "tags": planning.tagged(words, packaged()["subjects"]),
        "word": word,
        "like": f"%{word}%",
    }


def count(task: PlannedTask, code: str, day: date, law: LawOn) -> Counted:
    """The roster in numbers, without freezing it."""
    sizes = dict.fromkeys([planning.OUT, *planning.STRATA.values(), planning.WATCHED], 0)
    places: dict[str, int] = {}
    recently = often = 0
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, question(task, code, day, law))
        for stratum, place, rows, seen, capped in cursor.fetchall():
            sizes[stratum] += rows
            recently, often = recently + seen, often + capped
            if stratum != planning.OUT:
                places[place] = places.get(place, 0) + rows
    return Counted(sizes, places, {"recently": recently, "often": often})


def freeze(task: PlannedTask, proceeding_id: int, number: str, code: str, day: date, key: bytes, law: LawOn) -> int:
    """Write the roster of the draw; gives how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            FREEZE, question(task, code, day, law) | {"proceeding": proceeding_id, "number": number, "key": key}
        )
        return cursor.rowcount


def officers_on(code: str, day: date) -> list[dict[str, Any]]:
    """Enrolled officers of the authority with a certificate that is valid that day, and whom they must not visit."""
    lo, hi = bounds(code)
    rows = Inspector.objects.filter(active=True, officer__active=True, officer__certificate_until__gte=day)
    rows = rows.filter(code__gte=lo, code__lt=hi).select_related("officer__user").order_by("pk")
    barred: dict[int, list[str]] = {}
    facts = RecusalFact.objects.filter(officer_id__in=[r.pk for r in rows], ended_on=None, declared_on__lte=day)
    for officer_id, subject_id, ident in facts.values_list("officer_id", "subject_id", "subject__code"):
        barred.setdefault(officer_id, []).append(ident or f"编号{subject_id}")
    return [
        {
            "officer_id": r.pk,
            "ident": f"{r.officer.certificate_no} {r.officer.user.display_name}".strip(),
            "places": r.places or [r.code],
            "skills": sorted({*r.skills, *r.officer.expertise}),
            "load": r.load,
            "barred": sorted(barred.get(r.pk, [])),
        }
        for r in rows
    ]


def officer_rows(draw: str, officers: list[dict[str, Any]], salts: dict[str, str]) -> list[OfficerRow]:
    """The officers as the draw commits to them."""
    return [
        OfficerRow(
            draw, o["ident"], tuple(o["places"]), tuple(o["skills"]), o["load"], tuple(o["barred"]), salts[o["ident"]]
        )
        for o in officers
    ]


def frozen_officers(proceeding_id: int) -> list[dict[str, Any]]:
    """The officers of a locked draw."""
    fields = ("officer_id", "ident", "places", "skills", "load", "barred")
    return list(DrawOfficer.objects.filter(proceeding_id=proceeding_id).order_by("pk").values(*fields))


def frozen_rows(
    proceeding_id: int, number: str, key: bytes, salt: Any, leaves: list[bytes] | None = None
) -> dict[bytes, Row]:
    """Rows of a locked draw by leaf; all of them, or those of the leaves."""
    rows = DrawRow.objects.filter(proceeding_id=proceeding_id)
    if leaves is not None:
        rows = rows.filter(leaf__in=leaves)
    return {
        bytes(leaf): Row(number, ident, stratum, place, salt(key, ident))
        for ident, stratum, place, leaf in rows.values_list("ident", "stratum", "place", "leaf").iterator(5000)
    }


def subjects_of(items: list[planning.ItemFacts], word: str, code: str, day: date) -> list[tuple[int, str]]:
    """Every subject of items within an authority, whoever was visited when: for schedules outside the draw."""
    with connection.cursor() as cursor:
        query = f"SELECT subject_id, place FROM ({CHOSEN}) chosen ORDER BY place, subject_id"
        cursor.execute(query, _whom(items, word, code, day))
        return [(pk, place) for pk, place in cursor.fetchall()]
