"""Addresses of the room's own pages."""

from django.urls import path

from .pages import associations, file, office, public, risk

app_name = "credit"
urlpatterns = [
    path("credit/lists/", public.lists, name="lists"),
    path("credit/associations/", associations.associations, name="associations"),
    path("credit/mine/", public.mine, name="mine"),
    path("credit/subjects/<int:pk>/", file.of_subject, name="file"),
    path("credit/subjects/<int:pk>/report.json", file.as_json, name="report-json"),
    path("credit/subjects/<int:pk>/report.pdf", file.as_pdf, name="report-pdf"),
    path("credit/entries/", office.entries, name="entries"),
    path("credit/missing/", office.missing, name="missing"),
    path("credit/bans/", office.bans, name="bans"),
    path("credit/persons/", office.persons, name="persons"),
    path("credit/suppliers/", office.suppliers, name="suppliers"),
    path("credit/measures/", office.measures, name="measures"),
    *risk.urlpatterns,
]
