"""Addresses of the room's own pages."""

from django.urls import URLPattern

from .pages import (
    assessments,
    campaigns,
    commissions,
    documents,
    entering,
    handing,
    plan_reports,
    plan_tasks,
    plans,
    programmes,
    returning,
    self_checks,
    surveys,
)

app_name = "planning"
urlpatterns: list[URLPattern] = [
    *entering.urlpatterns,
    *handing.urlpatterns,
    *returning.urlpatterns,
    *plans.urlpatterns,
    *plan_reports.urlpatterns,
    *plan_tasks.urlpatterns,
    *campaigns.urlpatterns,
    *commissions.urlpatterns,
    *self_checks.urlpatterns,
    *assessments.urlpatterns,
    *programmes.urlpatterns,
    *surveys.urlpatterns,
    *documents.urlpatterns,
]
