"""The one place where a draw becomes checks."""

from hengjian.apps.inspection.models import DrawnSubject, DrawOfficer, PublishedDraw
from hengjian.apps.inspection.procedures import Draw
from hengjian.kernel.occasion import Occasion

from .checks import open_check


def send_out(row: Draw, on: Occasion) -> int:
    """Open a check for each subject drawn; gives how many."""
    public = PublishedDraw.objects.get(proceeding_id=row.pk)
    ids = dict(DrawOfficer.objects.filter(proceeding_id=row.pk).values_list("ident", "officer_id"))
    drawn = list(DrawnSubject.objects.filter(draw=public).order_by("pk"))
    for one in drawn:
        open_check(
            one.subject_id,
            officers=[ids[name] for name in one.officers],
            items=list(public.items),
            origin="draw",
            source=public.number,
            by=row.visits_by,
            authority=row.code,
            joint=list(public.partners),
            occasion=on,
        )
    return len(drawn)
