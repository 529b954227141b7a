"""The indicator system in force."""

import json
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.models import RiskVersion
from hengjian.apps.credit.rules.risk_system import System, system_of
from hengjian.kernel import catalogues


@cache
def packaged() -> System:
    """The system that the package carries, in force until an administrator has made another."""
    return system_of(catalogue())


def catalogue() -> dict[str, Any]:
    """The catalogue as it stands in the law, with its worked entities."""
    found: dict[str, Any] = catalogues.tree("risk.yaml")
    return found


@lru_cache(maxsize=16)
def _read(body: str) -> System:
    return system_of(json.loads(body))


def system_on(day: date | None = None) -> System:
    """The indicator system in force on a day; today's without one."""
    latest = RiskVersion.objects.filter(since__lte=day or timezone.localdate()).order_by("-since", "-act_id").first()
    return _read(json.dumps(latest.body, sort_keys=True)) if latest else packaged()


def system_named(version: str) -> System:
    """The system of a version; the one in force where that version is gone."""
    kept = RiskVersion.objects.filter(pk=version).first()
    if kept:
        return _read(json.dumps(kept.body, sort_keys=True))
    return packaged() if version == packaged().version else system_on()
