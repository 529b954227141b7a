"""The room's pages, one module a subject, and what they offer in forms and in the navigation."""

from . import choosers as choosers
from . import draws as draws
from . import field as field
from . import ground as ground
from . import lists as lists
from . import planned as planned
from . import published as published
from . import rosters as rosters
from . import sealing as sealing
from .record import publications as publications

navigation = [
    *field.navigation,
    *draws.navigation,
    *planned.navigation,
    *rosters.navigation,
    *sealing.navigation,
    *ground.navigation,
    *published.navigation,
]
views = [*published.views]
