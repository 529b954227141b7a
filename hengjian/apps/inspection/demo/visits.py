"""Visits of the demo's draw that are over, so that "would chance have found more?" has something to compare."""

from hengjian.apps.inspection.models import PublishedDraw
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.kernel.models import Officer
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .checks import NOTES, Stage, staged

VISITED, DAYS = 24, 6
EVERY = 4  # one in so many has a fault


def load(seed: int) -> None:
    """The first visits of the draw, each by the officers whom chance gave it."""
    stage = staged(seed)
    with acting_as(CLOCKWORK):
        numbers = list(PublishedDraw.objects.filter(state="drawn").values_list("number", flat=True))
        rows = list(SiteCheck.objects.filter(origin="draw", source__in=numbers, shown_at=None).order_by("pk")[:VISITED])
    for n, row in enumerate(rows):
        _visit(stage, row, faulty=n % EVERY == 0)


def _visit(stage: Stage, row: SiteCheck, *, faulty: bool) -> None:
    with acting_as(CLOCKWORK):
        officer = Officer.objects.select_related("user").get(pk=row.team[0]["officer"])
    who, at = principal_for(officer.user), stage.ago(DAYS, 14)
    stage.do(who, at, "site_check.begin", row.pk, shown=True, at=at.isoformat())
    keys = [q.key for item in row.items for q in of_item(item)]
    bad = keys[:1] if faulty else []
    entries = [
        {
            "id": f"{row.pk}-{key}", "kind": "answer", "question": key, "device": "demo", "at": at.isoformat(),
            "verdict": "fault" if key in bad else "conform", "note": NOTES[0] if key in bad else "",
        }
        for key in keys
    ]  # fmt: skip
    stage.do(who, at, "site_check.record", row.pk, entries=entries)
    given = {"officer_signature": stage.signature, "party_signature": stage.signature, "party_name": "何小满"}
    stage.do(who, stage.ago(DAYS, 16), "site_check.finish", row.pk, **given)
    said = {"codes": ["8"] if faulty else ["1"], "finding": "检查情况见现场检查笔录"}
    stage.do(who, stage.ago(DAYS - 1, 17), "site_check.conclude", row.pk, **said)
