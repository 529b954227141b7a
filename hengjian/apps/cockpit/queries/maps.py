"""The base map in force."""

from collections.abc import Iterable

from hengjian.apps.cockpit.models import MapOutline


def outlines_of(codes: Iterable[str]) -> list[MapOutline]:
    """The outlines of these divisions that the base map holds (one query)."""
    return list(MapOutline.objects.filter(pk__in=list(codes)))
