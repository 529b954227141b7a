"""Acts of the room, one module a subject. Importing the package declares them."""

from . import maps as maps
from . import notes as notes
from . import snapshots as snapshots
