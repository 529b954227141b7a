"""消费教育日历: what is coming, what was held with whom it reached, and material that anybody may read and hand on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures.education import THEMES
from hengjian.kernel import divisions
from hengjian.kernel.principal import Role
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry
from hengjian.web.queries import division_choices

from .visitor import shown

navigation = [Entry("services", gettext_lazy("Consumer education"), "/education/", public=True)]
STAFF = {Role.HANDLER, Role.APPROVER, Role.HEAD}


@public
@require_GET
def calendar(request: Request) -> HttpResponseBase:
    """Activities to come by day, then those held with how many they reached."""
    theme, place, text = (request.GET.get(name, "").strip()[:60] for name in ("theme", "place", "q"))
    theme = theme if theme in dict(THEMES) else ""
    place = place if place.isdigit() and len(place) in (2, 4, 6) else ""
    coming, held = queries.education.activities(timezone.localdate(), theme, place, text)
    context: dict[str, Any] = {
        "title": _("Consumer education"),
        "coming": [_line(one) for one in coming],
        "held": [_line(one) for one in held],
        "themes": THEMES,
        "theme": theme,
        "places": division_choices(),
        "place": place,
        "q": text,
        "staff": bool(STAFF & request.principal.roles),
    }
    return shown(request, "consumer/education.html", context)


def _line(one: Any) -> dict[str, Any]:
    coded = one.body["coded"]
    return {
        "d": one,
        "theme": dict(THEMES).get(coded["theme"], ""),
        "first": coded["first_day"],
        "last": coded["last_day"] if coded["last_day"] != coded["first_day"] else "",
        "place": divisions.full_name(one.code),
        "coded": coded,
    }


@public
@require_GET
def activity(request: Request, pk: int) -> HttpResponseBase:
    """One activity with its material."""
    found = get_object_or_404(queries.education.published(), pk=pk)
    context = {"title": found.body["name"], **_line(found)}
    return shown(request, "consumer/activity.html", context)


urlpatterns = [
    path("education/", calendar, name="education"),
    path("education/<int:pk>/", activity, name="activity"),
]
