"""What is public of consumer education: activities by day, whom they reached."""

from datetime import date

from django.db.models import QuerySet

from hengjian.kernel import divisions
from hengjian.kernel.models import Disclosure

KIND = "consumer_education"
MOST = 100


def published() -> QuerySet[Disclosure]:
    """Activities as they stand published."""
    return Disclosure.objects.standing().filter(kind=KIND)


def activities(
    today: date, theme: str = "", place: str = "", text: str = ""
) -> tuple[list[Disclosure], list[Disclosure]]:
    """Those that have not ended yet, the next first; those held, the latest first."""
    rows = published()
    if theme:
        rows = rows.filter(body__coded__theme=theme)
    if place:
        lo, hi = divisions.bounds(place)
        rows = rows.filter(code__gte=lo, code__lt=hi)
    if text:
        rows = rows.filter(title__icontains=text)
    day = today.isoformat()
    coming = rows.filter(body__coded__last_day__gte=day).order_by("body__coded__first_day", "pk")
    held = rows.filter(body__coded__last_day__lt=day).order_by("-body__coded__first_day", "-pk")
    return list(coming[:MOST]), list(held[:MOST])
