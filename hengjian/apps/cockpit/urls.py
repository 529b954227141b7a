"""Addresses of the room's own pages."""

from django.urls import URLPattern

from .pages import figures, live, maps, rows, screen, sharing

app_name = "cockpit"
urlpatterns: list[URLPattern] = [
    *screen.urlpatterns,
    *live.urlpatterns,
    *figures.urlpatterns,
    *rows.urlpatterns,
    *sharing.urlpatterns,
    *maps.urlpatterns,
]
