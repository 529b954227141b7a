"""Addresses of the public pages and of the enterprise space."""

from django.urls import path

from . import enterprise, pages, verification

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("home/", pages.start, name="start"),
    path("find/", pages.search, name="search"),
    path("subjects/<int:pk>/", pages.subject, name="subject"),
    path("notices/", pages.notices, name="notices"),
    path("notices/<int:pk>/", pages.notice, name="notice"),
    path("verify/", verification.verify, name="verify"),
    path("verify/<slug:code>/", verification.verify, name="verify-code"),
    path("about/", pages.about, name="about"),
    path("mine/", enterprise.mine, name="mine"),
    path("mine/inbox/", enterprise.inbox, name="inbox"),
]
