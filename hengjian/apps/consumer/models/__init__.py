"""Tables of the room beside its procedures, one module a subject."""

from .figures import ComplaintFigure as ComplaintFigure
from .helpers import HelperTask as HelperTask
from .likeness import PieceCounts as PieceCounts
from .likeness import ToldMatter as ToldMatter
from .sealed import SealedIdentity as SealedIdentity
from .stations import ServiceStation as ServiceStation
from .studies import StudySample as StudySample
