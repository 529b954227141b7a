"""What the forms of the room offer: resources, their columns, authorities, models."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.queries.catalogue import resource, resources, titles
from hengjian.apps.datacentre.queries.open_tables import every
from hengjian.apps.datacentre.queries.register import registered
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import Principal
from hengjian.lake.offer import Privacy
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]
MOST = 300


def _resources(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one.key, f"{one.title}（{one.key}）") for one in resources() if one.shareable]


def _columns(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Those of the resource that is chosen already; before that they are typed."""
    found = resource(str(values.get("resource", "")))
    return [(c.name, f"{c.what}（{c.name}）") for c in found.offered] if found else []


def _applied(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    found = resource(about.resource) if isinstance(about, DataShare) else None
    return [(c.name, f"{c.what}（{c.name}）") for c in found.offered if c.name in about.columns] if found else []


def _personal(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    found = resource(about.resource) if isinstance(about, DataShare) else None
    kept = [c for c in found.offered if c.privacy is Privacy.PERSONAL and c.name in about.columns] if found else []
    return [(c.name, f"{c.what}（{c.name}）") for c in kept]


def _places(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = Authority.objects.filter(code__regex=r"^[0-9]{2,6}$").order_by("code")
    return [(a.pk, a.name) for a in rows[:MOST]]


def _correctable(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [*((one.id, one.name) for one in every().values()), *titles().items()]


def _models(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one.id, one.zh) for one in registered().values()]


for kind, offer in {
    "data_resource": _resources,
    "data_columns": _columns,
    "applied_columns": _applied,
    "personal_columns": _personal,
    "share_place": _places,
    "correctable": _correctable,
    "registered_model": _models,
}.items():
    choose_with(kind, offer)
