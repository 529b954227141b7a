"""Addresses of the log, to be included under `ledger/`; the SM3 log has the same ones under `ledger/sm3/`."""

from django.urls import URLPattern, URLResolver, include, path

from . import views

_LOG: list[URLPattern | URLResolver] = [
    path("checkpoint", views.checkpoint, name="ledger_checkpoint"),
    path("key", views.key, name="ledger_key"),
    path("tile/entries/<path:path>", views.entry_bundle, name="ledger_entry_bundle"),
    path("tile/<str:level>/<path:path>", views.tile, name="ledger_tile"),
    path("entries", views.entry_list, name="ledger_entries"),
    path("proof/<int:act_id>", views.proof, name="ledger_proof"),
    path("consistency/<int:first>/<int:second>", views.consistency, name="ledger_consistency"),
    path("cosign", views.cosign, name="ledger_cosign"),
]

urlpatterns = [
    path("sm3/", include((_LOG, "sm3")), {"log": "sm3"}),
    *_LOG,
]
