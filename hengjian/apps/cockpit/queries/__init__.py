"""What other rooms and the room's own pages may ask, one module a subject."""

from . import maps as maps
from . import matters as matters
from . import notes as notes
from . import opened as opened
from . import places as places
from . import pulse as pulse
from . import screen as screen
