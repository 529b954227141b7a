"""Which measures of the cited list a subject falls under today (联合奖惩措施清单)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import catalogue

SCOPES = [
    ("manager", _("Director, supervisor, manager")),
    ("registration", _("Applying for a registration")),
    ("food", _("Food trade")),
    ("drugs", _("Drug trade")),
    ("devices", _("Medical devices")),
    ("cosmetics", _("Cosmetics")),
    ("endorsement", _("Endorsing advertisements")),
]


@dataclass(frozen=True)
class Standing:
    """What the measures are derived from."""

    abnormal: bool = False
    serious: bool = False
    name: bool = False
    clean: bool = False  # risk class A, and nothing stands against the subject


def measures_for(standing: Standing) -> list[catalogue.Row]:
    """The rows of the list, restrictions first."""
    on = set(_on(standing))
    found = [
        row for row in catalogue.section("measures").values() if on & set(filter(None, row.says("when").split(",")))
    ]
    return sorted(found, key=lambda row: (row.says("kind") != "restrict", row.id))


def _on(standing: Standing) -> Iterable[str]:
    for name in ("abnormal", "serious", "name", "clean"):
        if getattr(standing, name):
            yield name
