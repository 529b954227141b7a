"""Checking a name against the rules and against every name of the register; one statement finds all candidates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from hengjian.apps.registry.models import Holding, NameEntry
from hengjian.apps.registry.naming import prohibitions
from hengjian.apps.registry.naming.comparing import Effect, Exemption, Hit, Known, Standing, compare
from hengjian.apps.registry.naming.keys import keys_of, look_ups
from hengjian.apps.registry.naming.parsing import NameParts, compose, parse
from hengjian.apps.registry.naming.prohibitions import Case, RuleVerdict
from hengjian.apps.registry.naming.suggesting import variants
from hengjian.apps.registry.procedures.naming import NameReservation
from hengjian.kernel import divisions
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.models import Act, Proceeding, Subject
from hengjian.kernel.write import prepared

# Candidates read for each strength of likeness: what blocks must not be missed, what informs need not be complete.
MOST = (80, 40, 40, 40, 20)
SHOWN = 60
COLUMNS = "name, trade_name, place, words, groups, form, branch, standing, blocked_until, code, subject_id, reservation"
SAME_TEXT = f"(SELECT {COLUMNS} FROM registry_nameentry WHERE name = %s AND code >= %s AND code < %s AND keys <> '{{}}' LIMIT 5)"
STEP = (
    f"(SELECT {COLUMNS} FROM registry_nameentry WHERE keys && %s::bigint[] AND code >= %s AND code < %s "
    "AND (blocked_until IS NULL OR blocked_until > %s) LIMIT %s)"
)


# Many keys and a LIMIT make the planner hope to meet a row early, in the table or along another index; there is none to
# meet, and only the inverted index knows it. For the statement it is left no other way.
ONLY_BY_KEYS = (
    "SELECT set_config('enable_seqscan', %(way)s, true), set_config('enable_indexscan', %(way)s, true), "
    "set_config('jit', %(way)s, true)"
)


@dataclass(frozen=True)
class NameCheck:
    """What is to be said of a name: its parts, every rule with its verdict, the names alike."""

    parts: NameParts
    verdicts: tuple[RuleVerdict, ...]
    hits: tuple[Hit, ...]

    @cached_property
    def finding(self) -> Finding:
        """What the rules hold against the words of the name."""
        return prohibitions.finding(list(self.verdicts))

    @cached_property
    def taken(self) -> Finding:
        """What the names of others hold against it."""
        return Finding.of(
            Ground(f"{h.name}：{h.reason}", h.article, "", "name", bars=h.blocks)
            for h in self.hits
            if h.effect is not Effect.PASS
        )

    @property
    def blocking(self) -> list[Hit]:
        return [h for h in self.hits if h.effect is Effect.BLOCK]

    @property
    def warning(self) -> list[Hit]:
        return [h for h in self.hits if h.effect is Effect.WARN]

    @property
    def results(self) -> list[RuleVerdict]:
        """Every rule with its verdict, the comparison last."""
        return [*self.verdicts, *prohibitions.of_hits(self.taken, len(self.warning))]

    @property
    def verdict(self) -> str:
        """barred, doubtful or free."""
        if self.finding.barred or self.taken.barred:
            return "barred"
        return "free" if self.finding.clear and self.taken.clear else "doubtful"


def check_name(name: str, code: str, *, exempt: Exemption | None = None, **known: Any) -> NameCheck:
    """The whole check of a name by the authority of the code. `known` is what a `Case` holds beside day and seat."""
    day = timezone.localdate()
    parts = parse(name, code)
    verdicts = prohibitions.examine(parts, Case(day=day, seat=code, **known))
    hits = compare(parts, candidates(parts, code, day), day, exempt, SHOWN)
    return NameCheck(parts, tuple(verdicts), tuple(hits))


def scope_of(parts: NameParts, code: str) -> str:
    """Where the name is compared: within the division it names, at least that of the authority, without one in the nation."""
    if not parts.place:
        return divisions.NATION
    return parts.place if code.startswith(parts.place) else code


def candidates(parts: NameParts, code: str, day: date) -> list[Known]:
    """Names that share a key with this one, each once."""
    if not parts.trade_name:
        return []
    low, high = divisions.bounds(scope_of(parts, code))
    asked = look_ups(parts)
    steps = zip((asked.blocking, asked.sounding, asked.looking, asked.containing, asked.informing), MOST, strict=True)
    chosen = [(list(keys), most) for keys, most in steps if keys]
    values = [parts.whole, low, high, *(v for keys, most in chosen for v in (keys, low, high, day, most))]
    # In one round trip: on a busy machine each costs more than the search.
    with prepared() as before, prepared() as found, prepared() as after, connection.connection.pipeline():
        before.execute(ONLY_BY_KEYS, {"way": "off"})
        found.execute(" UNION ALL ".join([SAME_TEXT, *[STEP] * len(chosen)]), values)
        after.execute(ONLY_BY_KEYS, {"way": "on"})
        rows = dict.fromkeys(found.fetchall())
    return [known(row) for row in rows]


def known(row: tuple[Any, ...]) -> Known:
    """A row of the store as the comparison takes it."""
    name, trade, place, words, groups, form, branch, standing, until, code, subject, reservation = row
    stated = tuple(groups.split())
    parts = NameParts(
        name,
        place=place,
        trade_name=trade,
        industry="".join(reversed(words.split())),
        words=tuple(words.split()),
        group=stated[0] if stated else "",
        groups=stated,
        form=form,
        branch=branch,
    )
    return Known(parts, Standing(standing), until, code, subject, reservation)


def columns_of(parts: NameParts) -> dict[str, Any]:
    """The columns a name is stored in."""
    return {
        "name": parts.whole,
        "trade_name": parts.trade_name[:80],
        "place": parts.place,
        "words": " ".join(parts.words),
        "groups": " ".join(parts.groups),
        "form": parts.form,
        "branch": parts.branch,
        "keys": keys_of(parts),
    }


def suggestions(checked: NameCheck, code: str, most: int = 5, tried: int = 14) -> list[str]:
    """Trade names near the wished one against which nothing is to be said, each checked like any other."""
    found: list[str] = []
    for number, trade in enumerate(variants(checked.parts.trade_name)):
        if len(found) == most or number == tried:
            break
        name = compose(replace(checked.parts, trade_name=trade, brackets=()))
        if check_name(name, code).verdict == "free":
            found.append(trade)
    return found


def told(checked: NameCheck, code: str) -> dict[str, Any]:
    """The check in plain values, as the API and the command line give it."""
    parts = checked.parts
    return {
        "name": parts.whole,
        "verdict": checked.verdict,
        "region": parts.region + parts.zone,
        "trade_name": parts.trade_name,
        "industry": parts.industry,
        "group": parts.group,
        "form": parts.form,
        "rules": [
            {"article": str(v.article), "label": str(v.rule.label), "state": v.state, "reason": str(v.reason)}
            for v in checked.results
        ],
        "grounds": [
            {"fact": str(g.fact), "article": str(g.article), "remedy": str(g.remedy), "bars": g.bars}
            for g in checked.finding.grounds
        ],
        "hits": [
            {"name": h.name, "kind": h.kind.value, "verdict": h.verdict.value, "effect": h.effect.value,
             "reason": str(h.reason), "article": str(h.article), "standing": h.other.standing.value, "degree": h.degree}
            for h in checked.hits
        ],
        "suggestions": suggestions(checked, code) if checked.blocking or checked.warning else [],
    }  # fmt: skip


def own_reservations(name: str, code: str, holders: Iterable[str]) -> Exemption:
    """Reservations of the name that the holders made themselves: they do not stand in their own way."""
    rows = NameEntry.objects.filter(name=name, code=code, standing=Standing.RESERVED).values_list(
        "reservation", flat=True
    )
    found = NameReservation.objects.filter(pk__in=[r for r in rows if r], holder__in=list(holders))
    return Exemption(reservations=frozenset(found.values_list("pk", flat=True)))


def related_by_investment(codes: Iterable[str], own: Subject | None) -> frozenset[int]:
    """Entities with these codes, and those that hold shares of the entity or whose shares it holds."""
    wanted = [code for code in codes if code]
    found = set(Subject.objects.filter(code__in=wanted).values_list("pk", flat=True)) if wanted else set()
    if own:
        rows = Holding.objects.filter(Q(subject=own, holder__isnull=False) | Q(holder=own), until=None)
        found |= {pk for pair in rows.values_list("subject_id", "holder_id") for pk in pair if pk} - {own.pk}
    return frozenset(found)


def holders_of(row: Proceeding) -> set[str]:
    """Who filed a proceeding: its applicants, and the officer who took it down at the counter."""
    opened = Act.objects.filter(proceeding_id=row.pk).order_by("id").values_list("actor", flat=True)[:1]
    return {*row.parties.filter(role="applicant").values_list("principal", flat=True), *opened}


def count_names() -> int:
    """How many names are compared, as the planner estimates it; exact where they are few."""
    with prepared() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'registry_nameentry'::regclass")
        estimate = int(cursor.fetchone()[0])
    return estimate if estimate > 100_000 else NameEntry.objects.exclude(keys=[]).count()
