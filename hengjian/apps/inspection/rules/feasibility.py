"""Whether officers can be found for a draw, said before anything is sealed: after the seed it would be too late to change."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .roster import OfficerRow, Row
from .selection import PPM, Stratum, ceil_div, select
from .teams import Blocked, match

TRIALS = 3


def expected(sizes: Mapping[str, int], strata: Sequence[Stratum], floor_ppm: int) -> int:
    """About how many will be drawn: the quotas, and what pure chance adds where it asks for more."""
    return sum(
        max(s.quota, min(sizes[s.name], ceil_div(sizes[s.name] * floor_ppm, PPM))) if s.by_chance else 0 for s in strata
    )


def staffing(
    places: Mapping[str, int], visits: int, officers: Sequence[OfficerRow], size: int, skill: str, law: LawOn
) -> Finding:
    """Counts that must hold whatever the seed: people, places, expertise, load. `places` says how many rows lie where."""
    article = law.cite("penalty_law art. 42")
    rows = sum(places.values())
    grounds: list[Ground | None] = []
    if not visits:
        article_draw = law.cite("double_random_state_council")
        grounds.append(
            Ground(_("Nobody would be drawn."), article_draw, _("Widen the task or correct the ratios."), "total")
        )
    bare = [p for p in sorted(places) if sum(p.startswith(tuple(o.places)) for o in officers) < size]
    if bare:
        fact = _("In these places fewer than %(size)d officers may go: %(places)s.") % {
            "size": size,
            "places": "、".join(bare[:5]),
        }
        grounds.append(Ground(fact, article, _("Enrol officers for these places."), "task"))
    if skill and not any(skill in o.skills for o in officers):
        fact = _("No officer of the roster has the expertise “%(skill)s”.") % {"skill": skill}
        grounds.append(Ground(fact, article, _("Enrol one who has, or ask for no expertise."), "skill"))
    load = sum(o.load for o in officers)
    if rows and visits * size > load:
        fact = _("About %(visits)d visits of %(size)d officers are expected; the roster carries %(load)d.") % {
            "visits": visits,
            "size": size,
            "load": load,
        }
        grounds.append(Ground(fact, article, _("Enrol more officers, raise their load or draw fewer."), "total"))
    return Finding.of(grounds)


def trial(
    seeds: Sequence[bytes],
    rows: Mapping[bytes, Row],
    strata: Sequence[Stratum],
    floor_ppm: int,
    officers: Sequence[OfficerRow],
    size: int,
    skill: str,
) -> tuple[Blocked | None, Counter[str]]:
    """Draws held with made-up seeds: the first that finds no teams, and how often each officer would go."""
    leaves = {s.name: [leaf for leaf, row in rows.items() if row.stratum == s.name] for s in strata}
    load: Counter[str] = Counter()
    for seed in seeds:
        drawn = select(seed, strata, leaves, floor_ppm)
        visits = [rows[leaf] for found in drawn.strata.values() for leaf in found]
        try:
            for team in match(seed, visits, officers, size, skill):
                load.update(team)
        except Blocked as blocked:
            return blocked, load
    return None, load


def told(blocked: Blocked) -> str:
    """The constraint in words: these subjects, these officers, who cannot carry so many visits."""
    return _("%(needed)d places at %(subjects)s could be taken only by %(officers)s, who carry %(available)d.") % {
        "needed": blocked.needed,
        "subjects": "、".join(blocked.subjects[:5]),
        "officers": "、".join(blocked.officers[:5]) or "—",
        "available": blocked.available,
    }
