"""What the public pages read: subjects, disclosures and the log. Nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from hengjian.kernel.ledger.store import latest
from hengjian.kernel.models import ActLeaf, Cosignature, Disclosure, PaperRecord, Party, Proceeding, Subject
from hengjian.kernel.principal import Principal
from hengjian.kernel.shown_papers import shown
from hengjian.web.known import on_show

KEPT = 300  # seconds that a figure of the home page is kept
EXACT_UP_TO = 200_000


def latest_notices(kind: str = "", text: str = "") -> QuerySet[Disclosure]:
    rows = Disclosure.objects.standing().select_related("subject")
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(title__contains=text) if text else rows


def with_leaves(rows: list[Any]) -> list[Any]:
    """Attach each disclosure's leaf, for its proof mark."""
    leaves = {leaf.act_id: leaf for leaf in ActLeaf.objects.filter(act_id__in=[r.act_id for r in rows], log="sha256")}
    for row in rows:
        row.leaf = leaves.get(row.act_id)
    return rows


def figures() -> dict[str, Any]:
    """The figures of the home page with the moment they were counted; kept for five minutes."""
    found: dict[str, Any] | None = cache.get("portal-figures")
    if found is None:
        found = _count()
        cache.set("portal-figures", found, KEPT)
    return found


def _count() -> dict[str, Any]:
    start = dt.date(timezone.localdate().year, 1, 1)
    month = timezone.now() - dt.timedelta(days=30)
    return {
        "at": timezone.now(),
        "subjects": _subjects(),
        "opened": Subject.objects.filter(status="registered", opened_on__gte=start)[:EXACT_UP_TO].count(),
        "closed": Subject.objects.filter(closed_on__gte=start)[:EXACT_UP_TO].count(),
        "disclosed": Disclosure.objects.standing().filter(since__gte=month)[:EXACT_UP_TO].count(),
    }


def _subjects() -> int:
    """Subjects on the register; beyond 200,000 the database's own estimate."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = 'kernel_subject'")
        estimate = int(cursor.fetchone()[0])
    return estimate if estimate > EXACT_UP_TO else Subject.objects.filter(status="registered").count()


def log_state() -> dict[str, Any]:
    """Size, root and moment of the newest checkpoint, and who has cosigned it."""
    newest = latest("sha256")
    witnesses = list(Cosignature.objects.filter(checkpoint=newest).values_list("witness", flat=True)) if newest else []
    return {"checkpoint": newest, "witnesses": witnesses}


def history(subject: Subject) -> list[Disclosure]:
    """What stands published under a subject's name, newest first, with proofs."""
    return with_leaves(list(Disclosure.objects.standing().filter(subject=subject).order_by("-since")[:200]))


def history_then(subject: Subject, end: dt.datetime, everything: bool) -> list[Disclosure]:
    """What stood published at a moment. What has ended since is `everything`, for officers: repaired credit and expired
    publicity must not be found again by asking for an earlier day."""
    rows = Disclosure.objects.filter(on_show(end)) if everything else Disclosure.objects.standing().filter(on_show(end))
    return with_leaves(list(rows.filter(subject=subject).order_by("-since")[:200]))


def papers_then(subject: Subject, day: dt.date, end: dt.datetime) -> list[PaperRecord]:
    """Papers issued by then; one that has ended since had not."""
    found = list(shown([subject.pk]).filter(on__lte=day).order_by("-on")[:50])
    for one in found:
        if one.ended_at and one.ended_at >= end:
            one.ended_at = None
    return found


def running_then(subject: Subject, end: dt.datetime) -> list[Proceeding]:
    """Matters that were open at a moment, within the scope of who looks."""
    rows = Proceeding.objects.filter(subject=subject, opened_at__lt=end)
    return list(rows.filter(Q(closed_at=None) | Q(closed_at__gte=end)).order_by("opened_at")[:20])


def papers_of(subject: Subject) -> list[PaperRecord]:
    """Papers under the subject's name, the newest first."""
    return list(shown([subject.pk]).order_by("-on")[:50])


def running(subject: Subject) -> list[Proceeding]:
    """Open matters of a subject within the scope of who looks."""
    return list(Proceeding.objects.filter(subject=subject, closed_at=None).order_by("due")[:20])


def filings(principal: Principal) -> list[Proceeding]:
    """Matters in which the person, or a subject it acts or reads for, takes part; open ones first."""
    own = Party.objects.filter(principal__in=principal.names_read).values("proceeding_id")
    rows = Proceeding.objects.filter(pk__in=own).order_by("closed_at", "-opened_at")[:100]
    return sorted(rows, key=lambda r: (r.closed_at is not None, -r.opened_at.timestamp()))
