"""States, time limits and columns of the room's procedures, one module a subject."""

from .maps import BaseMap as BaseMap
from .notes import FigureNote as FigureNote
from .snapshots import ScreenSnapshot as ScreenSnapshot
