"""Addresses of the public pages and of the enterprise space."""

from django.urls import path

from . import enterprise, feeds, pages, verification

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("home/", pages.start, name="start"),
    path("find/", pages.search, name="search"),
    path("subjects/<int:pk>/", pages.subject, name="subject"),
    path("notices/", pages.notices, name="notices"),
    path("notices/feed.atom", feeds.notices, name="notices-feed"),
    path("open-data/feed.atom", feeds.open_data, name="open-data-feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", feeds.sitemap_part, name="sitemap-part"),
    path("robots.txt", feeds.robots, name="robots"),
    path("notices/<int:pk>/", pages.notice, name="notice"),
    path("verify/", verification.verify, name="verify"),
    path("verify/<slug:code>/", verification.verify, name="verify-code"),
    path("about/", pages.about, name="about"),
    path("mine/", enterprise.mine, name="mine"),
    path("mine/inbox/", enterprise.inbox, name="inbox"),
]
