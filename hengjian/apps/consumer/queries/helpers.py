"""Helpers of mediations: who may be asked in a complaint, who was asked."""

from collections.abc import Sequence

from hengjian.apps.consumer.models import HelperTask
from hengjian.apps.consumer.procedures import Complaint, HelperAppointment
from hengjian.kernel import divisions


def to_ask(row: Complaint) -> list[HelperAppointment]:
    """Appointed by the authority in charge or one above it, not barred by the business, not asked before."""
    places = [row.code, *divisions.ancestors(row.code)]
    asked = row.helper_tasks.values("helper_id")
    rows = HelperAppointment.objects.filter(state="appointed", code__in=places).exclude(pk__in=asked)
    return [one for one in rows.order_by("kind", "name", "pk") if not one.barred(row.subject_name)]


def awaited(row: Complaint) -> Sequence[HelperTask]:
    """Those asked whose opinion is still to come."""
    return list(row.helper_tasks.filter(opinion="", released="").order_by("pk"))
