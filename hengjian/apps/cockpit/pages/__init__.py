"""The room's pages, one module a subject, and what they offer in the navigation."""

from . import figures as figures
from . import live as live
from . import maps as maps
from . import rows as rows
from . import screen as screen
from . import sharing as sharing

navigation = [*screen.navigation, *figures.navigation, *maps.navigation]
