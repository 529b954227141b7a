"""Acts of the room, one module a subject. Importing the package declares them."""

from . import associations as associations
from . import letters as letters
from . import listing as listing
from . import measures as measures
from . import penalties as penalties
from . import persons as persons
from . import promises as promises
from . import records as records
from . import repair as repair
from . import reports as reports
from . import risk_appeals as risk_appeals
from . import risk_revisions as risk_revisions
from . import serious as serious
from . import sharing as sharing
from .records import compare_with_source as compare_with_source
from .risk_batch import reclassify_all as reclassify_all
from .risk_grading import reclassify as reclassify
from .risk_ratings import Rating as Rating
from .risk_ratings import look as look
from .risk_ratings import take_from_file as take_from_file
from .risk_ratings import take_ratings as take_ratings
