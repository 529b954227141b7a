"""Speed of the room."""

from hengjian.kernel.bench import Measure

from .risk import risk

measures: dict[str, Measure] = {"risk": risk}
