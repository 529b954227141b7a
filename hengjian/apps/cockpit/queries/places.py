"""Places as the screen moves between them: parts of a place, the way up, what may be chosen."""

from hengjian.apps.cockpit.rules import catalogue
from hengjian.kernel import divisions
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import Principal

BELOW = {0: 2, 1: 4, 2: 6, 3: 9}  # digits of the codes one level down


def parts(code: str) -> list[str]:
    """The places right below: those that the catalogue of tiles names, and those that have an authority."""
    size = BELOW.get(divisions.level(code))
    if size is None:
        return []
    lo, hi = divisions.bounds(code)
    found = Authority.objects.filter(pk__gte=lo, pk__lt=hi, pk__regex=rf"^\d{{{size}}}$").values_list("pk", flat=True)
    return sorted({*catalogue.tiles().get(code, {}), *found})


def name(code: str) -> str:
    """The name of a place as a tile bears it."""
    return "全国" if divisions.level(code) == 0 else divisions.names().get(code, code)


def way(code: str, who: Principal) -> list[tuple[str, str]]:
    """The places above, from the top of the reader's range down to this one."""
    chain = [code, *divisions.ancestors(code)][::-1]
    return [(one, name(one)) for one in chain if who.sees(one)]


def others(code: str, who: Principal) -> list[tuple[str, str]]:
    """Places with which this one may be compared: those beside it and above it, within the reader's range."""
    above = divisions.parent(code)
    beside = parts(above) if above and who.sees(above) else []
    up = [one for one in divisions.ancestors(code) if who.sees(one)]
    return [(one, name(one)) for one in dict.fromkeys([*up, *beside]) if one != code]


def in_charge(code: str, who: Principal) -> str:
    """The authority that keeps what is noted about a place: the place's own, else the nearest above, else the reader's."""
    chain = [code, *divisions.ancestors(code)]
    known = set(Authority.objects.filter(pk__in=chain).values_list("pk", flat=True))
    return next((one for one in chain if one in known and who.sees(one)), who.place)
