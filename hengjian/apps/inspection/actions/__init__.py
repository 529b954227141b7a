"""Acts of the room, one module a subject. Importing the package declares them."""

from . import checks as checks
from . import comparing as comparing
from . import corrections as corrections
from . import draws as draws
from . import field as field
from . import ground as ground
from . import handovers as handovers
from . import help as help
from . import items as items
from . import objections as objections
from . import openings as openings
from . import planning as planning
from . import reports as reports
from . import results as results
from . import sandbox as sandbox
from . import schedules as schedules
from . import sealing as sealing
from . import watch as watch
from . import whistles as whistles
