"""Endpoints of the room."""

from ninja import Router

from . import discretion

router = Router(tags=["enforcement"])
router.add_router("", discretion.router)
