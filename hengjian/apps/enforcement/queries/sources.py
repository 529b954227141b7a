"""Leads by where they came from: other rooms ask what became of what they handed over."""

from django.db.models import QuerySet

from hengjian.apps.enforcement.procedures import Lead


def of_proceeding(proceeding_id: int) -> QuerySet[Lead]:
    """Leads that a proceeding of another room has given, newest first, within the running scope."""
    return Lead.objects.filter(source_proceeding=proceeding_id).order_by("-pk")


def undecided(lead_id: int) -> bool:
    """Is that lead still to be verified? One that cannot be seen counts as undecided: nothing is closed on a guess."""
    return not Lead.objects.filter(pk=lead_id, closed_at__isnull=False).exists()
