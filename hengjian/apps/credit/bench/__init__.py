"""Speed of the room."""

from hengjian.kernel.bench import Measure

from .one import risk_one
from .risk import risk

measures: dict[str, Measure] = {"risk": risk, "risk_one": risk_one}
