"""Guiding cases in use, by cause."""

from django.db.models import QuerySet

from hengjian.apps.enforcement.procedures import GuidingCase
from hengjian.kernel.models import Disclosure


def guiding(cause_id: str) -> QuerySet[GuidingCase]:
    """Guiding cases of a cause within the scope, newest first."""
    return GuidingCase.objects.filter(cause=cause_id, state="in_use").order_by("-opened_at")


def published_guiding(name: str) -> QuerySet[Disclosure]:
    """What everybody may read of guiding cases of a cause."""
    rows = Disclosure.objects.filter(kind="guiding_case", withdrawn_at=None, body__cause=name)
    return rows.order_by("-pk")
