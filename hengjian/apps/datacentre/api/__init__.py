"""Endpoints of the room."""

from ninja import Router

from . import ingestion, opening, sharing

router = Router(tags=["datacentre"])
for part in (ingestion, opening, sharing):
    router.add_router("", part.router)
