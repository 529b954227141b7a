"""Tables of the room."""

from .risk import RiskGrade as RiskGrade
