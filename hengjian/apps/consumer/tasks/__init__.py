"""What workers of the room do."""

from .figures import figures as figures
from .signals import recount_pieces as recount_pieces
from .signals import watch_issuers as watch_issuers
