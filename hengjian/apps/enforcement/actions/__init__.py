"""Acts of the room's procedures, one module a subject. Importing the package declares them."""

from . import assistance as assistance
from . import cases as cases
from . import closing as closing
from . import concluding as concluding
from . import corrections as corrections
from . import decision as decision
from . import findings as findings
from . import guidance as guidance
from . import investigation as investigation
from . import leads as leads
from . import measures as measures
from . import notice as notice
from . import on_spot as on_spot
from . import panels as panels
from . import performance as performance
from . import publicity as publicity
from . import review as review
from . import reviews as reviews
from . import service as service
from . import transfers as transfers
from . import triage as triage
