"""What the room offers to the lake, one module a subject."""

from . import indicators as indicators
from .complaints import COMPLAINTS as COMPLAINTS
from .complaints import REPORTS as REPORTS
from .signals import TOLD as TOLD
