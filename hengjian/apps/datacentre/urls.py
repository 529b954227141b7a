"""Addresses of the room's own pages."""

from django.urls import URLPattern

app_name = "datacentre"
urlpatterns: list[URLPattern] = []
