"""States, time limits and columns of the room's procedures, one module a subject."""

from .corrections import DataCorrection as DataCorrection
from .linkage import LinkageDoubt as LinkageDoubt
from .mappings import CodeListChange as CodeListChange
from .mappings import ImportRun as ImportRun
from .mappings import SourceMapping as SourceMapping
from .register import ModelReview as ModelReview
from .reporting import ReportDelivery as ReportDelivery
from .reporting import ReportSchedule as ReportSchedule
from .sharing import DataShare as DataShare
