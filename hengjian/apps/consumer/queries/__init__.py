"""What other rooms and the room's own pages may ask, one module a subject."""

from . import classifying as classifying
from . import education as education
from . import environment as environment
from . import helpers as helpers
from . import incidents as incidents
from . import likeness as likeness
from . import records as records
from . import signals as signals
from . import stations as stations
from .access import guest_of as guest_of
from .access import new_code as new_code
from .complaints import earlier_filings as earlier_filings
from .complaints import of_subject as of_subject
from .complaints import stations_of as stations_of
from .odr import membership_of as membership_of
from .published import by_enterprise as by_enterprise
from .published import of_enterprise as of_enterprise
from .published import settlements as settlements
from .sealed import opened as opened
