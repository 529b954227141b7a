"""Endpoints of the room."""

from ninja import Router

from . import campaigns, evaluation, plans, programmes

router = Router(tags=["planning"])
for part in (plans, evaluation, campaigns, programmes):
    router.add_router("", part.router)
