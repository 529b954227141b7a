"""Speed of the room."""

from hengjian.kernel.bench import Measure

from .ingestion import ingestion

measures: dict[str, Measure] = {"ingestion": ingestion}
