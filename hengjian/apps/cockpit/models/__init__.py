"""Tables of the room beside its procedures, one module a subject."""

from .outlines import MapOutline as MapOutline
