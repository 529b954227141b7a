"""Addresses of the room's own pages."""

from django.urls import URLPattern

app_name = "cockpit"
urlpatterns: list[URLPattern] = []
