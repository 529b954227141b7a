"""Addresses of the room's own pages."""

from django.urls import path

from .pages import cases, causes, discretion, field, importing, officers, oversight, party, sheets, supervision

app_name = "enforcement"
urlpatterns = [
    path("cases/", cases.all_cases, name="cases"),
    path("cases/figures/", cases.figures, name="figures"),
    path("cases/of/<int:pk>/", cases.of_subject, name="cases-of"),
    path("cases/<int:pk>/", cases.sheet, name="case"),
    path("cases/field/", field.today, name="field"),
    path("cases/field/day/", field.day, name="field-day"),
    path("cases/field/sync/", field.sync, name="field-sync"),
    path("cases/field/photo/", field.photo, name="field-photo"),
    path("cases/field/worker.js", field.worker, name="field-worker"),
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
    path("enforcement/supervised/", oversight.supervised, name="supervised"),
    path("cases/<int:pk>/papers/", sheets.papers, name="sheets"),
    path("cases/<int:pk>/papers/<str:sheet>/", sheets.sheet, name="sheet"),
    path("party/", party.mine, name="party"),
    path("party/look/", party.look, name="party-look"),
    path("party/leave/", party.leave, name="party-leave"),
    path("party/<int:pk>/", party.case, name="party-case"),
    path("party/<int:pk>/act/<slug:verb>/", party.act, name="party-act"),
    path("party/<int:pk>/papers/<int:paper>.pdf", party.paper, name="party-paper"),
    path("party/<int:pk>/evidence/<int:position>/", party.evidence, name="party-evidence"),
]
