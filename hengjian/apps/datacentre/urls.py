"""Addresses of the room's own pages."""

from django.urls import URLPattern

from .pages import catalogue, doubts, faults, importing, opening, register, shares, standard

app_name = "datacentre"
urlpatterns: list[URLPattern] = [
    *catalogue.urlpatterns,
    *importing.urlpatterns,
    *standard.urlpatterns,
    *doubts.urlpatterns,
    *faults.urlpatterns,
    *opening.urlpatterns,
    *register.urlpatterns,
    *shares.urlpatterns,
    *catalogue.last,
]
