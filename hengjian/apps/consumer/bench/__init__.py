"""Speed and truth of the room."""

from hengjian.kernel.bench import Measure

from .duplicates import duplicates

measures: dict[str, Measure] = {"duplicates": duplicates}
