"""Addresses of the officer's own pages."""

from django.urls import path

from . import pages, reference

app_name = "desk"
urlpatterns = [
    path("desk/", pages.desk, name="desk"),
    path("desk/preview/<int:pk>/", pages.preview, name="preview"),
    path("desk/all/", pages.all_pages, name="all"),
    path("desk/inbox/", pages.inbox, name="inbox"),
    path("desk/profile/", pages.profile, name="profile"),
    path("search/", pages.search, name="search"),
    path("palette/", pages.palette, name="palette"),
    path("reference/authorities/", reference.authorities, name="authorities"),
    path("reference/officers/", reference.officer_list, name="officers"),
    path("reference/officers/<int:pk>/", reference.officer, name="officer"),
    path("reference/calendar/", reference.calendar, name="calendar"),
    path("reference/law/", reference.law, name="law"),
    path("reference/procedures/", reference.procedure_list, name="procedures"),
    path("reference/procedures/<str:key>/", reference.diagram, name="diagram"),
]
