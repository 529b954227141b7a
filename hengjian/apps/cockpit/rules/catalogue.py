"""What the screen shows and where the tiles stand, read from the catalogues beside the law."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

Position = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """The figures of the screen by part, in their order."""

    headline: tuple[dict[str, Any], ...]
    map: tuple[str, ...]
    trend: tuple[str, ...]
    loop: tuple[dict[str, Any], ...]
    matters: tuple[str, ...]
    safety: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        """Every indicator that the screen reads."""
        named = [one["indicator"] for one in (*self.headline, *self.loop)]
        named += [one[key] for one in (*self.headline, *self.loop) for key in ("also", "in_time") if key in one]
        return list(dict.fromkeys([*named, *self.map, *self.trend, *self.safety]))


@cache
def layout() -> Layout:
    """The screen as declared."""
    told = catalogues.tree("cockpit.yaml")
    return Layout(*(tuple(told[name]) for name in ("headline", "map", "trend", "loop", "matters", "safety")))


@cache
def tiles() -> dict[str, dict[str, Position]]:
    """Where the tiles of the parts of a place stand, by place."""
    told = catalogues.tree("tiles.yaml")
    return {place: {code: (float(x), float(y)) for code, (x, y) in parts.items()} for place, parts in told.items()}
