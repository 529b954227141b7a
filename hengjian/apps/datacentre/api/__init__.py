"""Endpoints of the room."""

from ninja import Router

from . import opening, sharing

router = Router(tags=["datacentre"])
for part in (opening, sharing):
    router.add_router("", part.router)
