"""执法队伍: which team a matter goes to, and what each team has to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from hengjian.apps.enforcement.models import EnforcementTeam
from hengjian.apps.enforcement.procedures import Case, Lead
from hengjian.apps.enforcement.rules import teams as rules
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import Principal


def team_for(code: str, field: str = "", items: Iterable[str] = (), cause: str = "") -> EnforcementTeam | None:
    """The team of an authority for the type of a matter; of several, the one with the least to do."""
    kind = rules.kind_of(field, items, cause)
    teams = list(EnforcementTeam.objects.filter(code=code, kind=kind).order_by("pk")) if kind else []
    if len(teams) < 2:
        return teams[0] if teams else None
    load = _load(teams)
    return min(teams, key=lambda team: (load[team.pk].leads + load[team.pk].cases, team.pk))


def teams_at(code: str) -> list[EnforcementTeam]:
    """The teams of an authority."""
    return list(EnforcementTeam.objects.filter(code=code).order_by("kind", "name"))


def teams_of(officer: int | None) -> list[int]:
    """The teams to which an officer belongs."""
    return list(EnforcementTeam.objects.filter(officers=officer or 0).values_list("pk", flat=True))


def members(team: EnforcementTeam) -> list[int]:
    """The officers of a team who work."""
    return list(team.officers.filter(active=True).values_list("pk", flat=True))


@dataclass
class Load:
    """What a team has to do: leads and cases given to it, how many of them are overdue."""

    leads: int = 0
    cases: int = 0
    late: int = 0


@dataclass
class Working:
    """A team with its load, and the open matters in the hands of each of its officers."""

    team: EnforcementTeam
    load: Load
    officers: list[tuple[str, int, int]]


def _load(teams: Iterable[EnforcementTeam]) -> dict[int, Load]:
    """What was given to each team and is open (two queries)."""
    found = {team.pk: Load() for team in teams}
    late = Count("pk", filter=Q(due__lt=timezone.now()))
    for kind, name in ((Lead, "leads"), (Case, "cases")):
        rows = kind.objects.filter(routed_to__in=found, closed_at=None).values_list("routed_to")  # type: ignore[attr-defined]
        for pk, count, overdue in rows.annotate(n=Count("pk"), late=late):
            setattr(found[pk], name, count)
            found[pk].late += overdue
    return found


def workload(who: Principal) -> list[Working]:
    """Teams in the range with what was given to them and what their officers handle (five queries)."""
    teams = list(
        EnforcementTeam.objects.filter(**who.within()).prefetch_related("officers__user").order_by("code", "name")
    )
    handlers = {o.pk for t in teams for o in t.officers.all()}
    rows = Proceeding.objects.filter(handler_id__in=handlers, closed_at=None).values_list("handler_id")
    late = Count("pk", filter=Q(due__lt=timezone.now()))
    hands = {pk: (n, overdue) for pk, n, overdue in rows.annotate(n=Count("pk"), late=late)}
    load = _load(teams)
    return [
        Working(team, load[team.pk], [(str(o), *hands.get(o.pk, (0, 0))) for o in team.officers.all()])
        for team in teams
    ]


def unrouted(who: Principal) -> int:
    """Open leads in the range that no team has."""
    rows = Lead.objects.filter(**who.within(), closed_at=None, routed_to=None)
    return rows.count()
