"""Notes that stand on figures."""

from datetime import date

from django.db.models import QuerySet

from hengjian.apps.cockpit.procedures import FigureNote

MOST = 30


def on_figure(indicator: str, code: str) -> QuerySet[FigureNote]:
    """What was noted on a number of a place, the newest first."""
    return FigureNote.objects.filter(indicator=indicator, about_code=code).order_by("-opened_at")[:MOST]


def on_screen(code: str, since: date, until: date) -> dict[str, int]:
    """How many notes stand on each figure of a place whose days touch these (one query)."""
    rows = FigureNote.objects.filter(about_code=code, state="standing", since__lte=until, until__gte=since)
    found: dict[str, int] = {}
    for name in rows.exclude(indicator="").values_list("indicator", flat=True)[:500]:
        found[name] = found.get(name, 0) + 1
    return found
