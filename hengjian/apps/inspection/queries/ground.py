"""Devices, people with a light account, cells, and which trigger rules have come true."""

from datetime import timedelta

from django.utils import timezone

from hengjian.apps.inspection.models import SocialWatcher, TriggerRule, WatchDevice
from hengjian.apps.inspection.procedures import CorrectionOrder
from hengjian.apps.inspection.rules import triggers
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Proceeding, Subject


def watcher_of(user_id: int | None) -> SocialWatcher | None:
    """The light account of a user."""
    return SocialWatcher.objects.filter(user_id=user_id, active=True).first() if user_id else None


def device_of(user_id: int | None, number: str) -> WatchDevice | None:
    """The device of that number, if its account is the user's."""
    return WatchDevice.objects.filter(user_id=user_id, number=number, active=True).first() if user_id else None


def trigger_counts(subject_id: int, law: LawOn) -> dict[str, int]:
    """What trigger rules look at, within the days they look back."""
    since = timezone.now() - timedelta(days=law.value("checks.trigger_days").amount)
    leads = Proceeding.objects.filter(subject_id=subject_id, procedure="enforcement.lead", opened_at__gte=since)
    results = Disclosure.objects.filter(subject_id=subject_id, kind="inspection_result", since__gte=since)
    clear = results.filter(body__codes__contains=["1"]).count()
    overdue = CorrectionOrder.objects.filter(subject_id=subject_id, overdue_since__gte=since)
    return {
        "leads": leads.count(),
        "problems": results.count() - clear,
        "overdue": overdue.count(),
        "signals": leads.filter(title__startswith="感知").count(),
    }


def rules_for(subject: Subject) -> list[TriggerRule]:
    """The rules that hold for a subject: those of its place or of an authority above."""
    here = subject.office_code or subject.division_code
    rows = TriggerRule.objects.filter(active=True, subject_kind__in=("", subject.kind))
    return [rule for rule in rows.order_by("pk") if here.startswith(rule.code)]


def fired_for(subject: Subject, law: LawOn) -> list[TriggerRule]:
    """The rules whose condition has come true for a subject."""
    rules = rules_for(subject)
    if not rules:
        return []
    plain = [triggers.Rule(rule.pk, rule.condition, rule.threshold) for rule in rules]
    keys = triggers.fired(plain, trigger_counts(subject.pk, law))
    return [rule for rule in rules if rule.pk in keys]
