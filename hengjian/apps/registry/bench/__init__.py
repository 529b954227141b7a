"""Speed of the room: acts, the page of an entity in a large register, and the name check among millions."""

from hengjian.kernel.bench import Measure

from .acts import acts
from .naming import names
from .pairs import name_pairs
from .subject import subject
from .trade_names import trade_names

measures: dict[str, Measure] = {
    "acts": acts,
    "names": names,
    "name_pairs": name_pairs,
    "subject": subject,
    "trade_names": trade_names,
}
