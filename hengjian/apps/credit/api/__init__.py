"""Endpoints of the room."""

from ninja import Router

from . import file, risk

router = Router(tags=["credit"])
router.add_router("", file.router)
router.add_router("", risk.router)
