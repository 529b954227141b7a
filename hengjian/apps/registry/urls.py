"""Addresses of the room's own pages."""

from django.urls import path

from . import pages

app_name = "registry"
urlpatterns = [path("names/", pages.names, name="names")]
