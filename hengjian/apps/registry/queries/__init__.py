"""Reads of the register that pages, acts and other rooms use."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.models import (
    EntityPerson,
    EntityType,
    EntityVersion,
    Holding,
    IdentityResult,
    MarketEntity,
    Premises,
    ScopeItem,
)
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.naming.parsing import NameParts
from hengjian.apps.registry.naming.parsing import parse as parse
from hengjian.apps.registry.naming.places import short as short
from hengjian.apps.registry.procedures.showing import CONTROLS, shown
from hengjian.apps.registry.rules.capital import adjustment, earliest
from hengjian.apps.registry.rules.codes import credit_code as credit_code
from hengjian.apps.registry.rules.codes import credit_code_valid as credit_code_valid
from hengjian.apps.registry.rules.codes import registration_number_valid as registration_number_valid
from hengjian.apps.registry.rules.control import Edge
from hengjian.apps.registry.rules.establishment import NameFacts
from hengjian.apps.registry.rules.exits import Hindrance as Hindrance
from hengjian.apps.registry.rules.items import Items, address_key, name_kind
from hengjian.apps.registry.rules.persons import Bar as Bar
from hengjian.kernel.finding import Finding
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Division, Setting, Subject

from .bans import OFFICE as OFFICE
from .bans import ban_source as ban_source
from .bans import bans as bans
from .bans import bans_on_heads as bans_on_heads
from .bans import bar_ground as bar_ground
from .bans import out_of_reach as out_of_reach
from .leaving import BARRING as BARRING
from .leaving import CALL as CALL
from .leaving import CAUSES as CAUSES
from .leaving import EXITS as EXITS
from .leaving import OBJECTABLE as OBJECTABLE
from .leaving import barred_until as barred_until
from .leaving import cleanup_candidates as cleanup_candidates
from .leaving import criteria as criteria
from .leaving import department_of as department_of
from .leaving import departments as departments
from .leaving import hindrance_source as hindrance_source
from .leaving import hindrances as hindrances
from .leaving import name_blocked_until as name_blocked_until
from .leaving import needs_approval as needs_approval
from .leaving import objection_link as objection_link
from .leaving import objection_open as objection_open
from .leaving import objection_waits as objection_waits
from .leaving import open_announcements as open_announcements
from .leaving import open_branches as open_branches
from .leaving import running_exit as running_exit
from .leaving import standing as standing
from .leaving import status_before as status_before
from .leaving import status_since as status_since
from .naming import check_name as check_name
from .naming import own_reservations, related_by_investment
from .naming import told as told

CONTROL_WORDS = dict(CONTROLS)


def region_in_full(code: str) -> str:
    """How a name of the county begins: a district after its city, a county or county-level city by itself."""
    names_of = dict(Division.objects.filter(code__in=(code[:6], code[:4])).values_list("code", "name"))
    own = names_of.get(code[:6], "")
    return f"{names_of.get(code[:4], '')}{own}" if own.endswith("区") else own


def scope_text(codes: Sequence[str]) -> tuple[str, list[ScopeItem]]:
    """The wording of the business scope for the chosen items, licensed ones last and marked."""
    items = list(ScopeItem.objects.filter(pk__in=codes))
    general = [i.text for i in items if not i.licensed]
    licensed = [i.text for i in items if i.licensed]
    text = ("一般项目：" + "；".join(general)) if general else ""
    if licensed:
        text += (
            ("。" if text else "")
            + "许可项目："
            + "；".join(licensed)
            + "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
        )
    return text + "。", items


def scope_choices(word: str = "", most: int = 30) -> list[ScopeItem]:
    """Scope items whose wording contains the word."""
    found = ScopeItem.objects.order_by("licensed", "pk")
    return list((found.filter(text__contains=word) if word else found)[:most])


def register_on(subject: Subject, day: date | None = None, known: datetime | None = None) -> EntityVersion | None:
    """What the register said of the entity on a day, as it was known at a moment; today's state without either."""
    rows = EntityVersion.objects.filter(subject=subject)
    if day:
        rows = rows.filter(effective_on__lte=day)
    if known:
        rows = rows.filter(recorded_at__lte=known)
    return rows.order_by("-effective_on", "-recorded_at", "-pk").first()


def items_of(subject: Subject, day: date | None = None, known: datetime | None = None) -> Items | None:
    """The registered items of `register_on`, or None before the entity existed."""
    version = register_on(subject, day, known)
    return Items.model_validate(version.items) if version else None


@lru_cache(maxsize=256)
def type_name(code: str) -> str:
    """The national wording of an entity type, such as 有限责任公司(自然人独资)."""
    kind = EntityType.objects.filter(pk=code).first()
    return kind.name if kind else code


def industry_name(group: str) -> str:
    """What the national classification calls an industry group of the register; a word that is no group stays as it is."""
    return lexicon().groups.get(group, group).rpartition(" ")[2]


def entity_of(code: str) -> MarketEntity | None:
    """The entity with this unified social credit code."""
    return MarketEntity.objects.select_related("subject").filter(subject__code=code.upper()).first()


def others_at(address: str, but: int | None = None) -> int:
    """How many other entities are registered at an address, whatever the spelling."""
    here = Premises.objects.filter(address_key=address_key(address), until=None, subject__status="registered")
    return here.exclude(subject_id=but or 0).values("subject_id").distinct().count()


def businesses_of(prints: Collection[str]) -> int:
    """How many entities the person heads, of those that are registered. Needs the scope of an officer or the machine."""
    own = EntityPerson.objects.filter(id_print__in=prints, role="representative", until=None)
    return own.filter(subject__status="registered").values("subject_id").distinct().count()


def heads_of_revoked(prints: Collection[str], since: date) -> list[tuple[str, date]]:
    """Print of a person and the day on which the licence of a company headed by it was revoked, not before `since`."""
    rows = EntityPerson.objects.filter(
        id_print__in=prints, role="representative", subject__status="revoked", subject__closed_on__gte=since
    )
    return [(p, day) for p, day in rows.values_list("id_print", "subject__closed_on") if day is not None]


def confirmed_as(user_id: int | None) -> dict[str, str]:
    """Prints of the identity numbers that a user has been found to have, each with the name."""
    return dict(IdentityResult.objects.filter(user_id=user_id or 0).values_list("id_print", "name"))


def confirmation_mode(code: str) -> bool:
    """Whether the place tries registration by confirmation 登记确认制: an administrator keeps the list of pilot areas."""
    found = Setting.objects.filter(key="registry.confirmation_areas").first()
    return any(code.startswith(str(area)) for area in (found.value if found else []))


def name_facts(
    name: str,
    division: str,
    group: str,
    parent: str = "",
    *,
    type_code: str = "",
    holders: Iterable[str] = (),
    own: Subject | None = None,
    investors: Iterable[str] = (),
) -> tuple[NameFacts, NameParts, Finding]:
    """What the name check found, for the examination; a branch is checked with its parent's name in front taken off.

    Neither what the `holders` have reserved, nor the names the entity itself bears, nor those of its `investors` (by
    credit code) and of what it has invested in stand in the way (Name Regulation, art. 17).
    """
    parts = parse(name, division)
    if parent and parts.whole.startswith(parent):
        same = Subject.objects.filter(name=parts.whole).exclude(status="deregistered")
        same = same.exclude(pk=own.pk) if own else same
        return NameFacts(taken_by=tuple(same.values_list("name", flat=True)[:3])), parts, Finding()
    exempt = own_reservations(parts.whole, division, holders)
    exempt = replace(exempt, invested=related_by_investment(investors, own))
    if own:
        exempt = replace(exempt, own=frozenset({own.pk}))
    checked = check_name(parts.whole, division, kind=name_kind(group, type_code), exempt=exempt)
    doubts = [f"{h.name}：{h.reason}" for h in checked.warning]
    doubts += [str(g.fact) for g in checked.finding.grounds if not g.bars]
    facts = NameFacts(checked.finding.barred, tuple(doubts), tuple(h.name for h in checked.blocking))
    return facts, parts, checked.finding


def versions(subject: Subject, most: int = 50) -> list[EntityVersion]:
    """The newest versions of an entity, newest first; served by the index of the look-up."""
    rows = EntityVersion.objects.filter(subject=subject).order_by("-effective_on", "-recorded_at", "-pk")
    return list(rows[:most])


def public_facts(subject: Subject) -> list[tuple[Any, Any]]:
    """What the register says today, label by label; empty for a subject that is no entity."""
    items = items_of(subject)
    return [(_("Type"), type_name(items.type_code)), *shown(items)[1:]] if items else []


@dataclass
class Node:
    """A natural person or an entity among the holders; `person` is the row an officer may follow."""

    key: str
    name: str
    natural: bool
    subject_id: int | None = None
    person: tuple[int, int] | None = None
    gone: bool = False


MOST_NODES, MOST_LEVELS = 120, 4


def graph_around(subject: Subject, persons: bool = False) -> tuple[dict[str, Node], list[Edge]]:
    """Holders above and holdings below an entity, a query a level; with `persons` the same person is one node.

    The public sees a person once for every entity, since names are not unique and numbers are not public.
    """
    nodes = {f"e{subject.pk}": _entity_node(subject)}
    edges: dict[tuple[str, str, str], Edge] = {}
    for column, other in (("subject_id", "holder_id"), ("holder_id", "subject_id")):
        frontier, seen = {subject.pk}, {subject.pk}
        for _level in range(MOST_LEVELS):
            rows = list(
                Holding.objects.filter(**{f"{column}__in": frontier}, until=None)
                .select_related("subject", "holder")
                .order_by("pk")[:MOST_NODES]
            )
            prints = _prints({r.subject_id for r in rows}) if persons else {}
            for row in rows:
                _join(row, nodes, edges, prints)
            frontier = {getattr(r, other) for r in rows if getattr(r, other)} - seen
            seen |= frontier
            if not frontier or len(nodes) >= MOST_NODES:
                break
    _agreements(nodes, edges)
    return nodes, list(edges.values())


def _entity_node(subject: Subject) -> Node:
    return Node(f"e{subject.pk}", subject.name, False, subject.pk, gone=subject.status != "registered")


def _prints(subjects: Collection[int]) -> dict[tuple[int, str], EntityPerson]:
    rows = EntityPerson.objects.filter(subject_id__in=subjects, until=None).only("id_print", "name", "subject_id")
    return {(r.subject_id, r.name): r for r in rows}


def _join(row: Holding, nodes: dict[str, Node], edges: dict[tuple[str, str, str], Edge], prints: Any) -> None:
    held = f"e{row.subject_id}"
    nodes.setdefault(held, _entity_node(row.subject))
    if row.holder is not None:
        holder = f"e{row.holder_id}"
        nodes.setdefault(holder, _entity_node(row.holder))
    else:
        known = prints.get((row.subject_id, row.name))
        holder = f"p{known.id_print}" if known else f"n{row.subject_id}:{row.name}"
        nodes.setdefault(holder, Node(holder, row.name, True, person=(row.subject_id, known.pk) if known else None))
    edges[(holder, held, str(row.pk))] = Edge(holder, held, row.subscribed)


def _agreements(nodes: dict[str, Node], edges: dict[tuple[str, str, str], Edge]) -> None:
    """Shares as percent of all that is subscribed, and the control that is not by shares."""
    entities = [n.subject_id for n in nodes.values() if n.subject_id]
    sums = dict(
        Holding.objects.filter(subject_id__in=entities, until=None)
        .values_list("subject_id")
        .annotate(total=Sum("subscribed"))
    )
    for key, edge in edges.items():
        whole = sums.get(int(edge.held[1:])) or 0
        edges[key] = replace(edge, share=edge.share * 100 / whole if whole and edge.share is not None else Decimal(0))
    rows = MarketEntity.objects.filter(pk__in=entities).exclude(controls=[]).only("pk", "controls")
    codes = {c["code"] for r in rows for c in r.controls if c["code"]}
    by_code = {s.code: s for s in Subject.objects.filter(code__in=codes)} if codes else {}
    for row in rows:
        for one in row.controls:
            found = by_code.get(one["code"])
            ruler = _entity_node(found) if found else Node(f"n{row.pk}:{one['name']}", one["name"], not one["code"])
            nodes.setdefault(ruler.key, ruler)
            edges[(ruler.key, f"e{row.pk}", one["by"])] = Edge(ruler.key, f"e{row.pk}", None, one["by"])


def breaking_the_term(code: str, day: date, most: int = 2000) -> list[dict[str, Any]]:
    """Companies of a place whose terms of contribution break the law, each with what to tell it; oldest deadline first."""
    law = LawOn(day)
    rows = (
        MarketEntity.objects.filter(
            group="company", subject__status="registered", subject__division_code__startswith=code,
            subject__holdings__until=None, subject__holdings__paid__lt=F("subject__holdings__subscribed"),
        )
        .filter(Q(subject__holdings__due_on=None) | Q(subject__holdings__due_on__gt=earliest(law)))
        .select_related("subject").distinct().order_by("pk")[:most]
    )  # fmt: skip
    newest = newest_items([r.pk for r in rows])
    found = []
    for row in rows:
        items, opened = newest.get(row.pk), row.subject.opened_on
        ground = adjustment(items, opened, law) if items and opened else None
        if ground:
            found.append({"subject": row.subject, "ground": ground, "items": items})
    return found


def newest_items(pks: Sequence[int]) -> dict[int, Items]:
    """The newest items of many entities, in one query."""
    rows = EntityVersion.objects.filter(subject_id__in=pks).order_by(
        "subject_id", "-effective_on", "-recorded_at", "-pk"
    )
    return {r.subject_id: Items.model_validate(r.items) for r in rows.distinct("subject_id")}
