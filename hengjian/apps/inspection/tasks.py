"""What the calendar does with trigger rules: where a published condition comes true, a light check is proposed as a lead."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Proceeding, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as

from . import queries
from .models import TriggerRule

LATELY = timedelta(days=2)  # a machine that was off for a day still looks
ABOUT = ("enforcement.lead", "inspection.site_check", "inspection.correction_order")


@app.periodic(cron="40 5 * * *")
@app.task(name="inspection.look_at_triggers", queueing_lock="inspection.look_at_triggers")
def look_at_triggers(timestamp: int) -> None:
    """Look at the subjects about which something happened lately."""
    fire_triggers()


def fire_triggers(most: int = 500) -> int:
    """Hand over a lead for each rule that has come true; the same rule and subject once a month. Gives how many."""
    with acting_as(CLOCKWORK) as machine:
        if not TriggerRule.objects.filter(active=True).exists():
            return 0
        now = timezone.now()
        moved = Proceeding.objects.filter(procedure__in=ABOUT, opened_at__gte=now - LATELY, subject__isnull=False)
        law, fired = LawOn(timezone.localdate()), 0
        for subject in Subject.objects.filter(pk__in=moved.values("subject_id"))[:most]:
            for rule in queries.fired_for(subject, law):
                key = f"trigger:{rule.pk}:{subject.pk}:{now:%Y%m}"
                given = {
                    "source": "trigger",
                    "source_number": rule.name[:80],
                    "subject": subject.pk,
                    "authority": _authority(subject),
                    "what": f"触发规则“{rule.name}”",
                    "items": rule.items,
                }
                fired += not perform("enforcement.lead.hand_over_found", None, given, machine, key=key).replayed
        return fired


def _authority(subject: Subject) -> str:
    """The authority in charge of the subject's place."""
    codes = [subject.office_code, subject.division_code]
    known = set(Authority.objects.filter(pk__in=codes).values_list("pk", flat=True))
    return next((code for code in codes if code in known), "0")
