"""What the room offers to the lake."""

from . import indicators as indicators
from .cases import CASES as CASES
