"""What the room offers to the lake."""

from . import indicators as indicators
from .around import DELEGATIONS as DELEGATIONS
from .around import LEADS as LEADS
from .around import TRANSFERS as TRANSFERS
from .cases import CASES as CASES
