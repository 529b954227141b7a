"""The grid with who answers for its cells, devices, trigger rules and watchers, each with the acts that keep them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.inspection.models import GridCell, SocialWatcher, TriggerRule, WatchDevice
from hengjian.apps.inspection.models.ground import DEVICES, WATCHERS
from hengjian.apps.inspection.procedures import GroundSetting
from hengjian.kernel import divisions
from hengjian.web import lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Grid"), "/grid/"),
    Entry("whole", gettext_lazy("Trigger rules"), "/triggers/"),
    Entry("whole", gettext_lazy("Devices"), "/devices/"),
    Entry("whole", gettext_lazy("Social supervisors"), "/watchers/"),
]
# The names of a rule's items in the same statement: a list asks once, however long it is.
NAMED = """SELECT string_agg(i.name, '、' ORDER BY i.code) FROM inspection_inspectionitem i
           WHERE i.code = ANY (inspection_triggerrule.items)"""


def _search_cells(rows: Any, text: str) -> Any:
    return rows.filter(Q(name__contains=text) | Q(number__startswith=text) | Q(officer__user__display_name=text))


CELLS = lists.ListPage(
    name="grid-cells",
    title=gettext_lazy("Grid"),
    rows=lambda request: GridCell.objects.filter(**request.principal.within()).select_related("officer__user"),
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
    empty=gettext_lazy("No cell fits. An administrator or the head draws the grid."),
)

RULES = lists.ListPage(
    name="trigger-rules",
    title=gettext_lazy("Trigger rules"),
    rows=lambda request: TriggerRule.objects.filter(active=True).annotate(named=RawSQL(NAMED, ())),
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


DEVICE_LIST = lists.ListPage(
    name="watch-devices",
    title=gettext_lazy("Devices"),
    rows=lambda request: WatchDevice.objects.filter(**request.principal.within()).select_related("subject", "user"),
    columns=(
        lists.Column("number", gettext_lazy("Device"), lambda d: d.number, order="number"),
        lists.Column("kind", gettext_lazy("Kind"), lambda d: d.get_kind_display(), order="kind"),
        lists.Column(
            "where",
            gettext_lazy("Where it stands"),
            lambda d: d.place,
            second=lambda d: d.subject.name if d.subject else "",
        ),
        lists.Column("place", gettext_lazy("Division"), lambda d: divisions.full_name(d.code), order="code"),
        lists.Column("account", gettext_lazy("Account whose key it uses"), lambda d: str(d.user)),
        lists.Column("active", gettext_lazy("Active"), lambda d: _("yes") if d.active else _("no"), order="active"),
    ),
    filters=(lists.one_of("kind", gettext_lazy("Kind"), DEVICES),),
    order="number",
    search=lambda rows, text: rows.filter(Q(number__startswith=text) | Q(place__contains=text)),
    empty=gettext_lazy("No device fits. What a registered device sees comes in as evidence with a lead."),
)

WATCHER_LIST = lists.ListPage(
    name="social-watchers",
    title=gettext_lazy("Social supervisors"),
    rows=lambda request: SocialWatcher.objects.filter(**request.principal.within()).select_related("user"),
    columns=(
        lists.Column("name", gettext_lazy("Name"), lambda w: str(w.user), order="user__display_name"),
        lists.Column("kind", gettext_lazy("Kind"), lambda w: w.get_kind_display(), order="kind"),
        lists.Column("place", gettext_lazy("Division"), lambda w: divisions.full_name(w.code), order="code"),
        lists.Column("active", gettext_lazy("Active"), lambda w: _("yes") if w.active else _("no"), order="active"),
    ),
    filters=(lists.one_of("kind", gettext_lazy("Kind"), WATCHERS),),
    order="user__display_name",
    search=lambda rows, text: rows.filter(user__display_name__contains=text),
    empty=gettext_lazy("Nobody is named yet. Who is named reports by a light account; each report is answered."),
)


def _with_acts(page: lists.ListPage, request: Request, *verbs: str) -> HttpResponseBase:
    """The list with the acts that keep it, for those who may."""
    offered = [a for a in lists.openers(GroundSetting, request.principal.roles) if a.verb in verbs]
    return lists.respond(page, request, {"openers": offered})


@officers
@require_GET
def cells(request: Request) -> HttpResponseBase:
    """The grid of the officer's range."""
    return _with_acts(CELLS, request, "draw_cell", "drop_cell")


@officers
@require_GET
def triggers(request: Request) -> HttpResponseBase:
    """The rules that have been published and hold."""
    return _with_acts(RULES, request, "set_trigger", "end_trigger")


@officers
@require_GET
def devices(request: Request) -> HttpResponseBase:
    """Cameras, drones, meters and sensors of the officer's range."""
    return _with_acts(DEVICE_LIST, request, "register_device", "stop_device")


@officers
@require_GET
def watchers(request: Request) -> HttpResponseBase:
    """Who reports from the ground by a light account."""
    return _with_acts(WATCHER_LIST, request, "name_watcher", "release_watcher")
