"""Speed of the room: acts, and the name check among millions."""

from hengjian.kernel.bench import Measure

from .acts import acts
from .naming import names
from .pairs import name_pairs

measures: dict[str, Measure] = {"acts": acts, "names": names, "name_pairs": name_pairs}
