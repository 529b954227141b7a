"""Tables of the room."""

from .entries import CreditEntry as CreditEntry
from .entries import PersonBan as PersonBan
from .entries import ReportRound as ReportRound
from .risk import OutsideRating as OutsideRating
from .risk import RatingBody as RatingBody
from .risk import RiskChange as RiskChange
from .risk import RiskGrade as RiskGrade
from .risk import RiskLook as RiskLook
from .risk import RiskSetAside as RiskSetAside
from .risk import RiskShare as RiskShare
from .risk import RiskVersion as RiskVersion
