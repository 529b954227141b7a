"""Acts of the room, one module a subject. Importing the package declares them."""

from . import code_lists as code_lists
from . import corrections as corrections
from . import linking as linking
from . import mappings as mappings
from . import register as register
from . import reminding as reminding
from . import reporting as reporting
from . import runs as runs
from . import sharing as sharing
from .loading import load as load
