"""Kinds of assessments and programmes as the catalogues name them."""

from functools import cache
from typing import Any

from django.utils.translation import get_language

from hengjian.kernel import catalogues


@cache
def kinds(catalogue: str) -> dict[str, dict[str, Any]]:
    """The kinds of `assessments` or `programmes` by key."""
    found: dict[str, dict[str, Any]] = catalogues.tree(f"{catalogue}.yaml")
    return found


def called(catalogue: str, key: str) -> str:
    """What a kind is called in the reader's language."""
    kind = kinds(catalogue).get(key, {})
    return str(kind.get("zh" if (get_language() or "zh").startswith("zh") else "en", key))


def kind_choices(catalogue: str) -> list[tuple[str, str]]:
    """All kinds as a form offers them."""
    return [(key, called(catalogue, key)) for key in kinds(catalogue)]
