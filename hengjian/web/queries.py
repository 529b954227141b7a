"""Reads that pages share: people to choose from, suggestions, counts that stop counting, what a proceeding offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from hengjian.kernel import divisions, search
from hengjian.kernel.act import Act
from hengjian.kernel.checks import Offer
from hengjian.kernel.models import Act as ActRow
from hengjian.kernel.models import ActLeaf, Authority, Officer, Paper, Proceeding, Subject
from hengjian.kernel.offers import offers_of
from hengjian.kernel.principal import Principal
from hengjian.kernel.procedure import Procedure

from . import navigation

COUNT_UP_TO = 1000


def capped_count(rows: QuerySet[Any]) -> int:
    """How many, but no more than a thousand are counted: a million rows need not be."""
    return rows.order_by()[:COUNT_UP_TO].count()


def counts(*rows: QuerySet[Any]) -> list[int]:
    """Several capped counts in one statement."""
    parts: list[str] = []
    values: list[Any] = []
    for one in rows:
        sql, given = one.order_by().values("pk")[:COUNT_UP_TO].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) counted)")
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())


def in_range(principal: Principal) -> QuerySet[Proceeding]:
    """Proceedings within an officer's range. The database enforces it again; said here so that its index serves."""
    return Proceeding.objects.filter(**principal.within())


def officers_of(principal: Principal) -> QuerySet[Officer]:
    """Active officers of the principal's own authority and those below."""
    lo, hi = divisions.bounds(principal.place or divisions.NATION)
    return Officer.objects.filter(active=True, authority_id__gte=lo, authority_id__lt=hi).select_related(
        "user", "authority"
    )


def officer_choices(principal: Principal | None) -> list[tuple[str, str]]:
    """Officers a form offers, with their authority where it is another."""
    if principal is None or principal.kind != "officer":
        return []
    rows = officers_of(principal).order_by("authority_id", "id")[:200]
    return [
        (
            str(o.pk),
            str(o.user) if o.authority_id == principal.place else f"{o.user}（{o.authority.short_name}）",
        )
        for o in rows
    ]


def authority_choices(principal: Principal | None) -> list[tuple[str, str]]:
    """Authorities a matter may go to: those below, above and beside the principal's own."""
    own = principal.place if principal else ""
    if not own:
        return [(a.pk, a.name) for a in Authority.objects.order_by("code")[:300]]
    above = divisions.ancestors(own)
    lo, hi = divisions.bounds(above[0] if above else own)
    near = Q(code__gte=lo, code__lt=hi, code__regex=rf"^\d{{0,{max(6, len(own))}}}$") | Q(code__in=above)
    return [(a.pk, a.name) for a in Authority.objects.filter(near).order_by("code")[:300]]


def division_choices() -> list[tuple[str, str]]:
    """Counties and districts that have an authority of their own."""
    rows = Authority.objects.filter(code__regex=r"^[0-9]{6}$").order_by("code")[:500]
    return [(a.pk, divisions.full_name(a.pk)) for a in rows]


def own_subjects(principal: Principal) -> list[tuple[str, str]]:
    """The subjects a party acts for."""
    return [
        (str(s.pk), f"{s.name}　{s.code or ''}")
        for s in Subject.objects.filter(pk__in=principal.subjects).order_by("name")
    ]


def suggestions(kind: str, text: str) -> list[tuple[str, str]]:
    """Values and labels for a field that is completed while typing."""
    suggest = _suggesters.get(kind) if kind in suggesters() else None
    return suggest(text)[:20] if suggest and text else []


def suggest_with(
    kind: str, find: Callable[[str], list[tuple[str, str]]], name: Callable[[list[str]], list[tuple[str, str]]]
) -> None:
    """Let a room complete fields of a kind of its own: `find` by typed text, `name` for values already chosen."""
    _suggesters[kind], _namers[kind] = find, name


Chooser = Callable[[Mapping[str, Any], Principal | None, Any], Sequence[tuple[str, Any]]]


def choose_with(kind: str, choices: Chooser) -> None:
    """Let a room offer choices that depend on what was typed, who asks, and the proceeding or procedure it is about."""
    _choosers[kind] = choices


def row_number(kind: str) -> bool:
    """Is a bare number under this kind of field that of a row, chosen from a list, and no code with words of its own?"""
    return chooser(kind) is not None and kind not in _sayers


def chooser(kind: str) -> Chooser | None:
    """The room's choices for a kind of field; the rooms' pages have been read by then."""
    navigation.entries()
    return _choosers.get(kind)


def say_with(kind: str, words: Callable[[str], str]) -> None:
    """Let a room say the codes of a kind of field in words, without reading the database: the record shows them so."""
    _sayers[kind] = words


def said(kind: str, value: str) -> str:
    """The words for a code, or the value itself."""
    words = _sayers.get(kind)
    return words(value) or value if words else value


def suggesters() -> set[str]:
    """Kinds of field that are completed while typing; the rooms' pages have been read by then."""
    navigation.entries()
    return set(_suggesters)


def labels_of(kind: str, values: list[str]) -> list[tuple[str, str]]:
    """Labels of chosen values."""
    return _namers[kind](values) if values and kind in _namers else [(v, v) for v in values]


def _subjects(text: str) -> list[tuple[str, str]]:
    return [(str(s.pk), f"{s.name} {s.code or ''}") for s in search.find(text, 10)]


def _subject_names(values: list[str]) -> list[tuple[str, str]]:
    found = Subject.objects.filter(pk__in=[int(v) for v in values if v.isdecimal() and len(v) < 19])
    return [(str(s.pk), f"{s.name} {s.code or ''}") for s in found]


_suggesters: dict[str, Callable[[str], list[tuple[str, str]]]] = {"subject": _subjects}
_choosers: dict[str, Chooser] = {}
_sayers: dict[str, Callable[[str], str]] = {}
_namers: dict[str, Callable[[list[str]], list[tuple[str, str]]]] = {"subject": _subject_names}


def may(act: Act, row: Procedure, principal: Principal) -> Offer | None:
    """The offer of one act on a proceeding."""
    return next((offer for offer in offers_of(row, principal) if offer.act is act), None)


def acts_of(proceeding: Proceeding, limit: int = 200, before: dt.datetime | None = None) -> list[ActRow]:
    """The record of a proceeding, newest first, each with its content, leaf and papers attached."""
    entries = proceeding.entries.filter(at__lt=before) if before else proceeding.entries.all()
    acts = list(entries.select_related("content").order_by("-at", "-pk")[:limit])
    attach_leaves(acts)
    papers: dict[int, list[Paper]] = {}
    for paper in Paper.objects.filter(proceeding=proceeding.pk).defer("data"):
        papers.setdefault(paper.act_id, []).append(paper)
    for act in acts:
        act.its_papers = papers.get(act.pk, [])  # type: ignore[attr-defined]
    return acts


def attach_leaves(acts: Iterable[Any]) -> None:
    """Give each act its leaf of the first log, where the sequencer has reached it."""
    kept = list(acts)
    leaves = {leaf.act_id: leaf for leaf in ActLeaf.objects.filter(act_id__in=[a.pk for a in kept], log="sha256")}
    for act in kept:
        act.leaf = leaves.get(act.pk)


def today() -> Any:
    """The day in China."""
    return timezone.localdate()
