"""States, time limits and columns of the room's procedures, one module a subject."""

from .checks import SiteCheck as SiteCheck
from .corrections import CorrectionOrder as CorrectionOrder
from .draws import Draw as Draw
from .ground import GroundSetting as GroundSetting
from .handovers import ItemHandover as ItemHandover
from .help import HelpVisit as HelpVisit
from .items import ItemChange as ItemChange
from .plans import InspectionPlan as InspectionPlan
from .reports import FieldReport as FieldReport
from .sandbox import SandboxTrial as SandboxTrial
from .schedules import CoverageSchedule as CoverageSchedule
from .watch import SpecialWatch as SpecialWatch
from .whistles import Whistle as Whistle
