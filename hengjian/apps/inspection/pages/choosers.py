"""What the forms offer: items of the list, tasks of the plan, officers with certificates, checks that have begun."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.inspection.models import (
    GridCell,
    InspectionItem,
    PlannedTask,
    SocialWatcher,
    TriggerRule,
    WatchDevice,
)
from hengjian.apps.inspection.procedures import SiteCheck, Whistle
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with, officers_of

Choices = list[tuple[str, str]]
MOST = 200


def _label(item: InspectionItem) -> str:
    return f"{item.category_name}：{item.name}" + (_(" (safety)") if item.safety else "")


def _listed(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(i.pk, _label(i)) for i in InspectionItem.objects.all()]


def _scheduled(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(i.pk, _label(i)) for i in InspectionItem.objects.exclude(frequency="")]


def _tasks(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    code = who.place if who else ""
    rows = PlannedTask.objects.filter(code=code, withdrawn_at=None, year=timezone.localdate().year)
    return [(str(t.pk), f"{t.position}. {t.title}") for t in rows]


def _items(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(i.pk, f"{i.category_name}：{i.name}") for i in InspectionItem.objects.order_by("category", "code")]


def _own_items(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = InspectionItem.objects.filter(pk__in=getattr(about, "items", []))
    return [(i.pk, i.name) for i in rows]


def _officers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Officers of the authority and below whose certificates hold."""
    if who is None or who.kind != "officer":
        return []
    rows = officers_of(who).filter(certificate_until__gte=timezone.localdate()).order_by("authority_id", "pk")
    return [(str(o.pk), f"{o.user}（{o.authority.short_name} {o.certificate_no}）") for o in rows[:MOST]]


def _checks(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if who is None or who.kind != "officer":
        return []
    rows = SiteCheck.objects.filter(state__in=("in_field", "recorded", "concluded", "published"))
    rows = rows.filter(**who.within()).order_by("-pk")[:MOST]
    return [(row.number, f"{row.subject_name} {row.number}") for row in rows]


def _silent(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(name, name) for name in about.silent] if isinstance(about, Whistle) else []


def _in_range(rows: Any, who: Principal | None) -> Any:
    """Rows with a place in the officer's range; nobody else is offered any."""
    return rows.filter(**who.within())[:MOST] if who and who.kind == "officer" else rows.none()


def _cells(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(c.pk, f"{c.number} {c.name}") for c in _in_range(GridCell.objects.order_by("pk"), who)]


def _devices(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = WatchDevice.objects.filter(active=True).order_by("pk")
    return [(d.pk, f"{d.number} {d.place}") for d in _in_range(rows, who)]


def _rules(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(str(r.pk), r.name) for r in _in_range(TriggerRule.objects.filter(active=True).order_by("pk"), who)]


def _watchers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = SocialWatcher.objects.filter(active=True).select_related("user").order_by("pk")
    return [(str(w.pk), str(w.user)) for w in _in_range(rows, who)]


choose_with("inspection_item", _listed)
choose_with("scheduled_item", _scheduled)
choose_with("planned_task", _tasks)
choose_with("check_item", _items)
choose_with("check_own_item", _own_items)
choose_with("check_officer", _officers)
choose_with("check_number", _checks)
choose_with("silent_department", _silent)
choose_with("grid_cell", _cells)
choose_with("watch_device", _devices)
choose_with("trigger_rule", _rules)
choose_with("social_watcher", _watchers)
