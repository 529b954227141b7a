"""Leads by where they came from: other rooms ask what became of what they handed over."""

from collections.abc import Collection

from django.db.models import QuerySet

from hengjian.apps.enforcement.procedures import Case, Lead


def of_proceeding(proceeding_id: int) -> QuerySet[Lead]:
    """Leads that a proceeding of another room has given, newest first, within the running scope."""
    return Lead.objects.filter(source_proceeding=proceeding_id).order_by("-pk")


def undecided(lead_id: int) -> bool:
    """Is that lead still to be verified? One that cannot be seen counts as undecided: nothing is closed on a guess."""
    return not Lead.objects.filter(pk=lead_id, closed_at__isnull=False).exists()


def cases_from(proceedings: Collection[int]) -> dict[int, tuple[int, str]]:
    """Cases that began with leads out of these proceedings: the proceeding, then the case and its number."""
    found = Lead.objects.filter(source_proceeding__in=proceedings).values_list("pk", "source_proceeding")
    leads = {lead: source or 0 for lead, source in found}
    cases = Case.objects.filter(lead_id__in=leads).exclude(state="not_filed").order_by("pk")
    return {leads[lead or 0]: (pk, number) for pk, number, lead in cases.values_list("pk", "number", "lead_id")}
