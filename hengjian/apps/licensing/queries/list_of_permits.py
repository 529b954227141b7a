"""Reads of the list of permits: items, materials, guides, and which permits a business needs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from hengjian.apps.licensing.models import Permit, PermitItem, PermitMaterial, ServiceGuide
from hengjian.apps.licensing.rules.intake import Material
from hengjian.apps.registry import queries as registry
from hengjian.kernel.divisions import NATION, ancestors
from hengjian.kernel.models import Setting, Subject

# Routes of permits on which experts may be asked.
REVIEWED = ("technical", "application", "industrial")
WIDTH = {"county": 6, "city": 4, "province": 2}


def search_items(rows: QuerySet[PermitItem], text: str) -> QuerySet[PermitItem]:
    """Items by name, permit word, department or code."""
    return rows.filter(
        Q(name__icontains=text) | Q(code__iexact=text) | Q(department__contains=text) | Q(words__icontains=text)
    )


def item(code: str) -> PermitItem | None:
    """The item of the list with that code."""
    return PermitItem.objects.filter(pk=code).first()


def reviewed_items() -> list[tuple[str, str]]:
    """Permits that experts may be asked about: code and name."""
    rows = PermitItem.objects.filter(own=True, route__in=REVIEWED).order_by("pk")
    return [(i.pk, i.name) for i in rows]


def materials_of(found: PermitItem) -> list[Material]:
    """What the item may ask for, in the order of the list."""
    rows = PermitMaterial.objects.filter(item=found).order_by("position")
    return [Material(m.key, m.name, m.may_be_missing, m.optional, m.shared) for m in rows]


def authority_for(found: PermitItem, division: str) -> str:
    """The code of the authority that decides on the item for a place."""
    return NATION if found.level == "nation" else division[: WIDTH[found.level]]


def pilot_zones() -> list[str]:
    """Divisions that are a pilot free-trade zone 自贸试验区, as an administrator lists them."""
    found = Setting.objects.filter(key="licensing.pilot_zones").first()
    return [str(code) for code in found.value] if found else []


def mode_at(found: PermitItem, division: str) -> str:
    """The reform mode of the item at a place: a pilot zone has a list of its own (自贸区涉企经营许可事项清单)."""
    zoned = bool(found.zone_mode) and any(division.startswith(code) for code in pilot_zones())
    return found.zone_mode if zoned else found.mode


def by_commitment(found: PermitItem, division: str) -> bool:
    """May the item be had on a commitment at that place?"""
    return found.commitment or mode_at(found, division) == "informed_commitment"


def guide_of(found: PermitItem, code: str) -> ServiceGuide | None:
    """The guide that holds at an authority: its own, else the nearest above it."""
    codes = [code, *ancestors(code), NATION]
    rows = ServiceGuide.objects.filter(item=found, code__in=codes, withdrawn_at=None)
    return max(rows, key=lambda g: (g.code != NATION, len(g.code)), default=None)


def needed_for(words: Iterable[str]) -> dict[str, list[PermitItem]]:
    """For each permit named by a scope item, the items of the list that give it."""
    items = list(PermitItem.objects.exclude(words=[]))
    out = {}
    for word in dict.fromkeys(words):
        parts = set(word.replace("；", ";").split(";"))
        out[word] = [i for i in items if parts & set(i.words)]
    return out


def needed_by(subject: Subject | None, codes: Iterable[str]) -> list[dict[str, Any]]:
    """Which permits the scope calls for, which are held, and how to get the others."""
    text, chosen = registry.scope_text(list(codes))
    asked = [s for s in chosen if s.permit]
    if subject is not None and not asked:
        entity = getattr(subject, "entity", None)
        words = [w for w in (getattr(entity, "scope", "") or "").replace("。", "；").split("；") if w]
        asked = [s for w in words for s in registry.scope_choices(w.split("：")[-1].strip(), 5) if s.permit]
    found = needed_for(s.permit for s in asked)
    held = (
        dict(Permit.objects.filter(subject=subject, state="valid").values_list("item_id", "number")) if subject else {}
    )
    rows = []
    for scope in {s.pk: s for s in asked}.values():
        items = found.get(scope.permit, [])
        rows.append(
            {
                "scope": scope.text,
                "permit": scope.permit,
                "items": items,
                "held": next((held[i.pk] for i in items if i.pk in held), ""),
            }
        )
    return rows


def scope_with_permit(word: str) -> list[Any]:
    """Scope items that contain the word and call for a permit."""
    return [s for s in registry.scope_choices(word, 60) if s.permit][:20]
