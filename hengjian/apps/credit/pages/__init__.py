"""The room's pages, one module a kind of reader, and what they offer in forms and in the navigation."""

from . import associations as associations
from . import choosers as choosers
from . import consulting as consulting
from . import file as file
from . import office as office
from . import public as public
from . import risk as risk
from .record import publications as publications

navigation = [
    *public.navigation,
    *associations.navigation,
    *office.navigation,
    *risk.navigation,
]
views = [*file.views, *risk.views]
