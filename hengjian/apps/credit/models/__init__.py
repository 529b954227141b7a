"""Tables of the room."""

from .entries import CreditEntry as CreditEntry
from .entries import PersonBan as PersonBan
from .entries import ReportRound as ReportRound
from .risk import RiskGrade as RiskGrade
