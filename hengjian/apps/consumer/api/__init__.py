"""Endpoints of the room."""

from ninja import Router

from . import complaints, signals

router = Router(tags=["consumer"])
router.add_router("", complaints.router)
router.add_router("", signals.router)
