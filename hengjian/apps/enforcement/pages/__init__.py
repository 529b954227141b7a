"""The room's pages, one module a subject, and what they offer in forms and in the navigation."""

from . import beside as beside
from . import case_choosers as case_choosers
from . import cases as cases
from . import causes as causes
from . import choosers as choosers
from . import discretion as discretion
from . import experts as experts
from . import field as field
from . import importing as importing
from . import leads as leads
from . import officers as officers
from . import oversight as oversight
from . import party as party
from . import sheets as sheets
from . import supervision as supervision
from .record import publications as publications

navigation = [
    *leads.navigation,
    *cases.navigation,
    *causes.navigation,
    *discretion.navigation,
    *supervision.navigation,
    *officers.navigation,
    *experts.navigation,
    *field.navigation,
    *importing.navigation,
    *oversight.navigation,
    *party.navigation,
]
views = [*cases.views]
