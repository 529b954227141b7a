"""What the room offers to the lake."""

from .cases import CASES as CASES
