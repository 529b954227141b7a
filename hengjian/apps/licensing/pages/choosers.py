"""What the forms offer: items of a route, materials of an item, one's permits, reviewers, life events."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import LifeEvent, Permit, PermitItem
from hengjian.apps.licensing.procedures import (
    CertificationExemption,
    Commitment,
    GuidePublication,
    IndustrialLicence,
    Package,
    PermitApplication,
    RecordFiling,
    TechnicalReview,
)
from hengjian.kernel.principal import Principal
from hengjian.kernel.procedure import Procedure
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]
ROUTES: dict[type[Procedure], str] = {
    PermitApplication: "application",
    Commitment: "application",
    RecordFiling: "filing",
    IndustrialLicence: "industrial",
    TechnicalReview: "technical",
    CertificationExemption: "exemption",
}
MOST = 200


def _items(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = PermitItem.objects.filter(own=True)
    if about in ROUTES:
        rows = rows.filter(route=ROUTES[about])
    if about is Commitment:
        rows = rows.filter(Q(commitment=True) | Q(zone_mode="informed_commitment"))
    if about is GuidePublication:
        rows = rows.exclude(route="none")
    return [(i.pk, i.name) for i in rows.order_by("pk")]


def _label(material: Any) -> str:
    return f"{material.name}（可容缺）" if material.may_be_missing else material.name


def _materials(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if about is Package:
        event = LifeEvent.objects.filter(pk=str(values.get("event", ""))).first()
        items = list(PermitItem.objects.filter(pk__in=event.parts)) if event else []
    else:
        found = queries.item(str(values.get("item", "")).upper())
        items = [found] if found else []
    listed = {m.key: _label(m) for item in items for m in queries.materials_of(item) if not m.shared}
    return list(listed.items())


def _missing(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """What the list has and the row has not."""
    item = getattr(about, "item", None)
    if not isinstance(item, PermitItem):
        return []
    have = set(about.materials)
    return [(m.key, _label(m)) for m in queries.materials_of(item) if m.key not in have and not m.shared]


def _permits(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if who is None or who.kind != "party":
        return []  # officers write the number
    rows = Permit.objects.filter(subject_id__in=who.subjects).exclude(state__in=("replaced", "cancelled"))
    return [(p.number, f"{p.item.name} {p.number}") for p in rows.select_related("item").order_by("pk")[:MOST]]


def _experts(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Whom the lot has chosen for the matter; else everybody who can judge its item and need not stand back."""
    if not isinstance(about, TechnicalReview):
        return []
    rows = register.drawn_for(about.pk) or register.who_may_judge(about.subject_name, item=about.wanted.pk)[:MOST]
    return [(str(e.pk), f"{e.name}（{e.unit}）") for e in rows]


def _panel(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    given = {o["reviewer"] for o in getattr(about, "opinions", [])}
    keys = [str(pk) for pk in getattr(about, "reviewers", []) if pk not in given]
    return [(key, e.name) for key, e in register.named(keys).items()]


def _reviewed_items(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Permits that experts review: technical reviews, and whatever else is applied for."""
    return queries.reviewed_items()


def _events(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(e.pk, e.name) for e in LifeEvent.objects.order_by("pk")]


choose_with("permit_item", _items)
choose_with("permit_material", _materials)
choose_with("permit_missing", _missing)
choose_with("permit", _permits)
choose_with("expert", _experts)
choose_with("panel_member", _panel)
choose_with("reviewed_item", _reviewed_items)
choose_with("life_event", _events)
