"""Acts of the room, one module a subject. Importing the package declares them."""

from . import listing as listing
from . import measures as measures
from . import penalties as penalties
from . import promises as promises
from . import records as records
from . import repair as repair
from . import reports as reports
from . import serious as serious
