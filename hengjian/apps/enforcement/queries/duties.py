"""What the ledger says of a matter's duties, and what is missing or late in the matters of a range."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.enforcement.procedures import Case, FileReview
from hengjian.apps.enforcement.rules import duties as rules
from hengjian.kernel.models import Act, Evidence, Paper, Proceeding
from hengjian.kernel.principal import Principal
from hengjian.kernel.procedure import procedures

PAPER_LATE = timedelta(hours=1)
FILES = ("enforcement.case", "credit.recorded_penalty", "inspection.site_check", "licensing.permit_application")
NEVER_FILED = Case.not_filed.name  # what was never a case owes none of the duties of one
RECORDED = frozenset({"enforcement.case", "inspection.site_check"})  # kinds that are recorded in sound and picture


@dataclass(frozen=True)
class Gap:
    """Something missing or late in one matter."""

    matter: Proceeding
    kind: str  # step, paper, recording, overdue
    words: Any


def acts_of(rows: Sequence[Proceeding]) -> dict[int, list[rules.DoneAct]]:
    """What was done in each matter, by the ledger (one query)."""
    found: dict[int, list[rules.DoneAct]] = defaultdict(list)
    for act in Act.objects.filter(proceeding_id__in=[r.pk for r in rows]).select_related("content").order_by("pk"):
        done = rules.DoneAct(act.name.rpartition(".")[2], timezone.localtime(act.at), _who(act))
        found[act.proceeding_id or 0].append(done)
    return found


def _who(act: Act) -> str:
    """By name; the account where the content of the act has been erased."""
    content = getattr(act, "content", None)
    return str((content.body or {}).get("by", "") if content else "") or act.actor


def duties_of(row: Proceeding) -> list[rules.Checked]:
    """The list of duties of one matter with the acts by which they were done."""
    kind = procedures().get(row.procedure)
    return rules.checklist(acts_of([row])[row.pk], kind.acts if kind else (), _results([row.pk]).get(row.pk, ""))


def _results(keys: Sequence[int]) -> dict[int, str]:
    """How the cases among these matters ended."""
    return dict(Case.objects.filter(pk__in=keys).values_list("pk", "result"))


def gaps_of(rows: Sequence[Proceeding]) -> list[Gap]:
    """Steps left out or done too late, papers not rendered, recordings that are missing, limits that ran out (five queries)."""
    done, now = acts_of(rows), timezone.now()
    keys = [r.pk for r in rows]
    late = Paper.objects.filter(proceeding_id__in=keys, file=None, act__at__lt=now - PAPER_LATE)
    waiting = set(late.values_list("proceeding_id", flat=True))
    recorded = set(Evidence.objects.filter(proceeding_id__in=keys).values_list("proceeding_id", flat=True))
    results = _results(keys)
    out = [gap for row in rows for gap in _steps(row, done[row.pk], results.get(row.pk, ""))]
    return out + [gap for row in rows for gap in _gaps(row, row.pk in waiting, row.pk in recorded, now)]


def _steps(row: Proceeding, done: list[rules.DoneAct], result: str) -> list[Gap]:
    kind = procedures().get(row.procedure)
    out = []
    if row.closed_at is not None and row.state != NEVER_FILED:
        for one in rules.checklist(done, kind.acts if kind else (), result):
            if not one.ok:
                said = _("%(duty)s: too late") if one.late else _("%(duty)s: not in the ledger")
                out.append(Gap(row, "step", said % {"duty": one.duty.label}))
    return out


def _gaps(row: Proceeding, waiting: bool, recorded: bool, now: datetime) -> list[Gap]:
    out = []
    if waiting:
        out.append(Gap(row, "paper", _("A paper was numbered but is not rendered.")))
    if row.procedure in RECORDED and row.closed_at is not None and row.state != NEVER_FILED and not recorded:
        out.append(Gap(row, "recording", _("No recording or picture is on file.")))
    if row.due and row.due < now and row.closed_at is None and row.stopped_since is None:
        out.append(Gap(row, "overdue", _("The time limit ran out on %(day)s.") % {"day": timezone.localdate(row.due)}))
    return out


def watched(who: Principal, kinds: Sequence[str] = FILES) -> QuerySet[Proceeding]:
    """Matters that supervision looks at, newest first."""
    rows = Proceeding.objects.filter(**who.within(), procedure__in=kinds)
    return rows.select_related("subject").order_by("-opened_at")


def reviewable(who: Principal, since: date, until: date, kinds: Sequence[str]) -> list[int]:
    """Closed files of these kinds and this period in the officer's range."""
    rows = Proceeding.objects.filter(**who.within(), procedure__in=kinds)
    rows = rows.filter(closed_at__date__gte=since, closed_at__date__lte=until)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:20_000])


def file_kinds() -> list[tuple[str, str]]:
    """Kinds of files that can be reviewed, as far as they are declared."""
    return [(key, str(procedures()[key].label)) for key in FILES if key in procedures()]


def files_of(review: FileReview) -> list[Proceeding]:
    """The files that were drawn, in the order of their tickets."""
    found = Proceeding.objects.in_bulk([int(key) for key in review.drawn])
    return [found[int(key)] for key in review.drawn if int(key) in found]
