"""Reads of the register that pages, acts and other rooms use."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q

from hengjian.kernel.divisions import ancestors
from hengjian.kernel.models import Division, Subject

from . import names
from .models import EntityType, EntityVersion, MarketEntity, ScopeItem
from .rules.items import Items

SUFFIXES = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "县", "区", "镇", "乡", "街道")


@lru_cache(maxsize=64)
def regions_of(code: str) -> tuple[str, ...]:
    """The words that may stand for a division in a name: its own and its ancestors', in full and in short."""
    codes = [code, *ancestors(code)]
    full = list(Division.objects.filter(code__in=codes).order_by("-level").values_list("name", flat=True))
    words: list[str] = []
    for name in full:
        words += [name, short(name)]
    # A district follows its prefecture-level city (art. 7).
    words += [f"{short(full[i + 1])}{part}" for i in range(len(full) - 1) for part in (full[i], short(full[i]))]
    words += [f"{full[i + 1]}{full[i]}" for i in range(len(full) - 1)]
    return tuple(dict.fromkeys(words))


def region_in_full(code: str) -> str:
    """How a name of the county begins: a district after its city, a county or county-level city by itself."""
    names_of = dict(Division.objects.filter(code__in=(code[:6], code[:4])).values_list("code", "name"))
    own = names_of.get(code[:6], "")
    return f"{names_of.get(code[:4], '')}{own}" if own.endswith("区") else own


def short(name: str) -> str:
    """A division's name without its rank, if two characters remain."""
    ending = next((s for s in SUFFIXES if name.endswith(s) and len(name) - len(s) >= 2), "")
    return name[: len(name) - len(ending)] if ending else name


@lru_cache(maxsize=1)
def region_words() -> frozenset[str]:
    """Names of all divisions of county level and above, full and short."""
    found = Division.objects.filter(level__lte=3).values_list("name", flat=True)
    return frozenset(w for name in found for w in (name, short(name)))


def known_names(parts: names.NameParts, county: str) -> list[names.Known]:
    """Registered names in the county that could be the same or similar; two index look-ups."""
    rows = (
        MarketEntity.objects.filter(Q(trade_name=parts.trade_name) | Q(trade_pinyin=parts.pinyin))
        .filter(subject__division_code__gte=county, subject__division_code__lt=county + ":")
        .exclude(subject__status="deregistered")
        .select_related("subject")[:100]
    )
    return [names.Known(r.subject.name, r.trade_name, r.trade_pinyin, r.industry) for r in rows]


def check_name(name: str, division: str) -> dict[str, Any]:
    """The whole check of a name in a division: parts, grounds against it, same and similar names, verdict."""
    parts = names.parse(name, regions_of(division))
    finding = names.examine(parts, region_words())
    hits = names.compare(parts, known_names(parts, division[:6])) if parts.trade_name else []
    taken = any(h.same for h in hits)
    verdict = "barred" if finding.barred or taken else ("doubtful" if hits or not finding.clear else "free")
    return {"parts": parts, "finding": finding, "hits": hits, "verdict": verdict}


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
