"""The room's pages, one module a subject, and what they offer in forms and in the navigation."""

from . import choosers as choosers
from . import education as education
from . import guarantee as guarantee
from . import intake as intake
from . import lanes as lanes
from . import market as market
from . import mine as mine
from . import office as office
from . import published as published
from . import sealed as sealed
from . import signal_choosers as signal_choosers
from . import signals as signals
from .record import publications as publications

navigation = [
    *intake.navigation,
    *mine.navigation,
    *published.navigation,
    *office.navigation,
    *signals.navigation,
    *lanes.navigation,
    *market.navigation,
    *guarantee.navigation,
    *education.navigation,
]
views = [*published.views, *market.views]
