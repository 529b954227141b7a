"""Cells of the grid with who answers for them; trigger rules and what they have set off."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.inspection.models import GridCell, TriggerRule
from hengjian.kernel import divisions
from hengjian.web import lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Grid"), "/grid/"),
    Entry("whole", gettext_lazy("Trigger rules"), "/triggers/"),
]
# The names of a rule's items in the same statement: a list asks once, however long it is.
NAMED = """SELECT string_agg(i.name, '、' ORDER BY i.code) FROM inspection_inspectionitem i
           WHERE i.code = ANY (inspection_triggerrule.items)"""


def _search_cells(rows: Any, text: str) -> Any:
    return rows.filter(Q(name__contains=text) | Q(number__startswith=text) | Q(officer__user__display_name=text))


CELLS = lists.ListPage(
    name="grid-cells",
    title=gettext_lazy("Grid"),
    rows=lambda request: GridCell.objects.filter(
        code__gte=request.principal.lo, code__lt=request.principal.hi
    ).select_related("officer__user"),
    columns=(
        lists.Column("number", gettext_lazy("Cell"), lambda c: c.number, order="number"),
        lists.Column(
            "name", gettext_lazy("Name"), lambda c: c.name, order="name", second=lambda c: "、".join(c.villages)
        ),
        lists.Column("place", gettext_lazy("Division"), lambda c: divisions.full_name(c.code), order="code"),
        lists.Column("officer", gettext_lazy("Answers for it"), lambda c: str(c.officer) if c.officer else "—"),
    ),
    order="number",
    search=_search_cells,
    empty=gettext_lazy("No cell fits. An administrator draws the grid."),
)

RULES = lists.ListPage(
    name="trigger-rules",
    title=gettext_lazy("Trigger rules"),
    rows=lambda request: TriggerRule.objects.annotate(named=RawSQL(NAMED, ())),
    columns=(
        lists.Column("name", gettext_lazy("Rule"), lambda r: r.name, order="name"),
        lists.Column("condition", gettext_lazy("Condition"), lambda r: r.get_condition_display(), order="condition"),
        lists.Column("threshold", gettext_lazy("From"), lambda r: r.threshold, order="threshold", numeric=True),
        lists.Column("items", gettext_lazy("Items of the light check"), lambda r: r.named or "、".join(r.items)),
        lists.Column("place", gettext_lazy("Division"), lambda r: divisions.full_name(r.code), order="code"),
    ),
    order="name",
    search=lambda rows, text: rows.filter(name__contains=text),
    empty=gettext_lazy("No rule fits."),
)


@officers
@require_GET
def cells(request: Request) -> HttpResponseBase:
    """The grid of the officer's range."""
    return lists.respond(CELLS, request)


@officers
@require_GET
def triggers(request: Request) -> HttpResponseBase:
    """The rules that have been published."""
    return lists.respond(RULES, request)
