"""Reads of the register that pages, acts and other rooms use."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from hengjian.apps.registry.models import EntityType, EntityVersion, ScopeItem
from hengjian.apps.registry.naming.parsing import parse as parse
from hengjian.apps.registry.naming.places import short as short
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.models import Division, Subject

from .naming import check_name as check_name
from .naming import told as told


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
