"""Lists that several pages of the room use."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import DrawnSubject, Inspector
from hengjian.kernel import divisions
from hengjian.web import lists
from hengjian.web.access import Request
from hengjian.web.queries import division_choices


def base_of(request: Request) -> str:
    """Officers see public pages in the office, everybody else in the public frame."""
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


def _place(code: str) -> str:
    return divisions.names().get(code[:6], code)


def _narrow_skill(rows: Any, value: str, request: Request) -> Any:
    return rows.filter(skills__contains=[value])


def _skills(request: Request) -> list[tuple[str, Any]]:
    lo, hi = request.principal.lo, request.principal.hi
    rows = Inspector.objects.filter(code__gte=lo, code__lt=hi).values_list("skills", flat=True)
    return [(s, s) for s in sorted({skill for skills in rows for skill in skills})]


INSPECTORS = lists.ListPage(
    name="inspectors",
    title=gettext_lazy("Roster of inspection officers"),
    rows=lambda request: Inspector.objects.filter(**request.principal.within()).select_related(
        "officer__user", "officer__authority"
    ),
    columns=(
        lists.Column(
            "name", gettext_lazy("Officer"), lambda i: str(i.officer), second=lambda i: i.officer.authority.name
        ),
        lists.Column("certificate", gettext_lazy("Certificate until"), lambda i: i.officer.certificate_until or "—"),
        lists.Column(
            "skills", gettext_lazy("Expertise"), lambda i: "、".join([*i.skills, *i.officer.expertise]) or "—"
        ),
        lists.Column("places", gettext_lazy("Places"), lambda i: "、".join(_place(p) for p in (i.places or [i.code]))),
        lists.Column("load", gettext_lazy("Visits at most"), lambda i: i.load, order="load", numeric=True),
        lists.Column("active", gettext_lazy("Active"), lambda i: _("yes") if i.active else _("no")),
    ),
    filters=(lists.Filter("skill", gettext_lazy("Expertise"), _skills, _narrow_skill),),
    order="load",
    search=lambda rows, text: rows.filter(officer__user__display_name__contains=text),
    empty=gettext_lazy("No officer is enrolled. An administrator enrols them by file."),
    template="inspection/rosters.html",
)


DRAWN = lists.ListPage(
    name="drawn",
    title=gettext_lazy("Drawn subjects"),
    rows=lambda request: DrawnSubject.objects.filter(**request.principal.within()).select_related("draw"),
    columns=(
        lists.Column("name", gettext_lazy("Subject"), lambda r: r.name, second=lambda r: r.ident, order="name"),
        lists.Column("draw", gettext_lazy("The draw"), lambda r: r.draw.title, second=lambda r: r.draw.number),
        lists.Column("place", gettext_lazy("Place"), lambda r: _place(r.place), order="place"),
        lists.Column("officers", gettext_lazy("Inspection officers"), lambda r: "、".join(r.officers)),
        lists.Column("drawn", gettext_lazy("Drawn on"), lambda r: r.drawn_on, order="drawn_on"),
    ),
    filters=(
        lists.one_of("county", gettext_lazy("County or district"), lambda r: division_choices(), "place__startswith"),
    ),
    order="-drawn_on",
    search=lambda rows, text: rows.filter(name__contains=text),
    href=lambda r: f"/draws/{r.draw_id}/",
    empty=gettext_lazy("Nobody has been drawn."),
)
