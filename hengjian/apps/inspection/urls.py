"""Addresses of the room's own pages."""

from django.urls import path

from .pages import draws, field, ground, planned, published, rosters, sealing

app_name = "inspection"
urlpatterns = [
    path("field/", field.today, name="field"),
    path("field/day/", field.day, name="field-day"),
    path("field/sync/", field.sync, name="field-sync"),
    path("field/photo/", field.photo, name="field-photo"),
    path("field/worker.js", field.worker, name="field-worker"),
    path("checks/results/", published.results, name="results"),
    path("checks/of/<int:pk>/", published.of_subject, name="of-subject"),
    path("checks/mine/", published.mine, name="mine"),
    path("grid/", ground.cells, name="grid"),
    path("triggers/", ground.triggers, name="triggers"),
    path("devices/", ground.devices, name="devices"),
    path("watchers/", ground.watchers, name="watchers"),
    *draws.urlpatterns,
    *planned.urlpatterns,
    *rosters.urlpatterns,
    *sealing.urlpatterns,
]
