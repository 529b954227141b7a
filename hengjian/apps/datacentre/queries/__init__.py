"""What other rooms and the room's own pages may ask, one module a subject."""

from .catalogue import resource as resource
from .catalogue import resources as resources
from .holdings import Imported as Imported
from .holdings import imported as imported
from .holdings import of_subject as of_subject
from .holdings import public_of_subject as public_of_subject
from .sharing import looks_of as looks_of
