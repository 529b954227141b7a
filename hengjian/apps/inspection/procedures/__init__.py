"""States, time limits and columns of the room's procedures, one module a subject."""

from .checks import SiteCheck
from .corrections import CorrectionOrder
from .help import HelpVisit
from .reports import FieldReport
from .sandbox import SandboxTrial
from .whistles import Whistle

__all__ = [
    "CorrectionOrder",
    "FieldReport",
    "HelpVisit",
    "SandboxTrial",
    "SiteCheck",
    "Whistle",
]
