"""Addresses of the room's own pages."""

from django.urls import path

from .pages import guides, holders, office

app_name = "licensing"
urlpatterns = [
    path("permits/", guides.items, name="items"),
    path("permits/items/<slug:code>/", guides.item, name="item"),
    path("permits/items/<slug:code>/guide.pdf", guides.guide_paper, name="guide-paper"),
    path("permits/needed/", guides.needed, name="needed"),
    path("permits/of/<int:pk>/", holders.of_subject, name="of-subject"),
    path("permits/of/<int:pk>/code.svg", holders.code_of_subject, name="code-of-subject"),
    path("permits/mine/", holders.mine, name="mine"),
    path("permits/held/", office.held, name="held"),
    path("permits/checks/", office.checks, name="checks"),
    path("permits/times/", office.times, name="times"),
]
