"""Addresses of the room's own pages."""

from django.urls import path

from .pages import cases, causes, discretion, importing, officers, supervision

app_name = "enforcement"
urlpatterns = [
    path("cases/", cases.all_cases, name="cases"),
    path("cases/figures/", cases.figures, name="figures"),
    path("cases/of/<int:pk>/", cases.of_subject, name="cases-of"),
    path("cases/<int:pk>/", cases.sheet, name="case"),
    path("enforcement/causes/", causes.causes, name="causes"),
    path("enforcement/causes/<str:id>/", causes.cause, name="cause"),
    path("enforcement/exemptions/", causes.lists, name="exemptions"),
    path("enforcement/powers/", causes.powers, name="powers"),
    path("enforcement/discretion/", discretion.calculator, name="discretion"),
    path("enforcement/spread/", discretion.spread, name="spread"),
    path("enforcement/changes/", discretion.changes, name="changes"),
    path("enforcement/supervision/", supervision.supervision, name="supervision"),
    path("enforcement/challenges/", supervision.challenges, name="challenges"),
    path("enforcement/interference/", supervision.interference, name="interference"),
    path("enforcement/training/", officers.training, name="training"),
    path("enforcement/exam/", officers.exam, name="exam"),
    path("enforcement/experts/", officers.experts, name="experts"),
    path("enforcement/teams/", officers.teams, name="teams"),
    path("enforcement/benchmarks/", officers.benchmarks, name="benchmarks"),
    path("enforcement/import/", importing.take_in, name="import"),
]
