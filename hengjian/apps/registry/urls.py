"""Addresses of the room's own pages."""

from django.urls import path

from . import history, identity, pages, relations

app_name = "registry"
urlpatterns = [
    path("names/", pages.names.names, name="names"),
    path("subjects/<int:pk>/register/", history.register, name="register"),
    path("subjects/<int:pk>/relations/", relations.relations, name="relations"),
    path("subjects/<int:pk>/persons/<int:person>/", relations.person, name="person"),
    path("capital/", history.terms, name="capital-terms"),
    path("identity/", identity.identity, name="identity"),
    path("announcements/", pages.leaving.announcements, name="announcements"),
    path("cleanup/", pages.leaving.cleanup, name="cleanup"),
]
