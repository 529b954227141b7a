"""Addresses of the room's own pages."""

from django.urls import path

from . import history, identity, pages, relations
from .pages import exchange, figures, growth, objecting, opening, people, wallet

app_name = "registry"
urlpatterns = [
    path("names/", pages.names.names, name="names"),
    path("subjects/<int:pk>/register/", history.register, name="register"),
    path("subjects/<int:pk>/relations/", relations.relations, name="relations"),
    path("subjects/<int:pk>/persons/<int:person>/", relations.person, name="person"),
    path("capital/", history.terms, name="capital-terms"),
    path("identity/", identity.identity, name="identity"),
    path("announcements/", pages.leaving.announcements, name="announcements"),
    path("announcements/<int:pk>/object/", objecting.object_to, name="object-to"),
    path("objections/", objecting.objection, name="objection"),
    path("cleanup/", pages.leaving.cleanup, name="cleanup"),
    path("services/", figures.services, name="services"),
    path("opening/<int:step>/", opening.interview, name="interview"),
    path("terminal/", opening.terminal, name="terminal"),
    path("exchange/", exchange.outbox, name="outbox"),
    path("exchange/<int:pk>/again/", exchange.send_again, name="send-again"),
    path("mine/people/", people.mine, name="people"),
    path("subjects/<int:pk>/people/", people.of_firm, name="firm-people"),
    path("wallet/", wallet.wallet, name="wallet"),
    path("wallet/<slug:code>/credential.jwt", wallet.credential, name="credential"),
    path("present/<slug:code>/", wallet.present, name="present"),
    path("present/<slug:code>/code.svg", wallet.code_picture, name="present-qr"),
    path("credentials/keys.json", wallet.keys, name="credential-keys"),
    path("credentials/context.json", wallet.terms, name="credential-terms"),
    path("figures/survival/", figures.survival, name="survival"),
    path("figures/ratings/", figures.ratings, name="ratings"),
    path("figures/openings/", figures.openings, name="openings"),
    path("figures/efficiency/", growth.efficiency, name="efficiency"),
    path("growth/", growth.firms, name="growth"),
    path("small-firms/", figures.small_firms, name="small-firms"),
    path("negative-lists/", figures.negative_lists, name="negative-lists"),
    path("firms/<int:pk>/policies/", figures.policies, name="policies"),
]
