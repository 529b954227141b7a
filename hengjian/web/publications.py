"""The public record in words: each room says in its `pages` what it publishes and what the items of a record are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig

from .navigation import pages_of

# What is called the same wherever it stands.
COMMON: Mapping[str, Any] = {
    "name": _("Name"),
    "code": _("Unified social credit code"),
    "number": _("Number"),
    "kind": _("Kind"),
    "authority": _("Authority"),
    "date": _("Date"),
    "since": _("Since"),
    "until": _("Until"),
    "valid_until": _("Valid until"),
    "year": _("Year"),
    "item": _("Item"),
    "place": _("Place"),
    "content": _("Content"),
    "reason": _("Reason"),
    "source": _("Document it rests on"),
    "result": _("Outcome"),
    "answer": _("Answer"),
}


@dataclass(frozen=True)
class Publications:
    """What a room publishes: its kinds of records, and the items of their bodies that are not in `COMMON`.

    An item without a label is shown under its own name; one whose label is empty is for programs and not shown.
    """

    kinds: Mapping[str, Any]
    items: Mapping[str, Any] = field(default_factory=dict)


@cache
def declared() -> tuple[Publications, ...]:
    """What the rooms have declared as `publications` in their pages, in the order of the rooms."""
    rooms = (config for config in apps.get_app_configs() if isinstance(config, RoomConfig))
    found = (getattr(pages_of(config), "publications", None) for config in rooms)
    return tuple(one for one in found if one is not None)


@cache
def kinds() -> dict[str, Any]:
    """Every kind of record with its label."""
    return {kind: label for one in declared() for kind, label in one.kinds.items()}


def label_of(kind: str) -> Any:
    """What a kind of record is called."""
    return kinds().get(kind, kind)


def items_of(kind: str) -> Mapping[str, Any]:
    """What the items of a record of that kind are called: those of its room go before the common ones."""
    own = next((one.items for one in declared() if kind in one.kinds), {})
    return {**COMMON, **own}
