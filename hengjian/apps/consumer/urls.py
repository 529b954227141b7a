"""Addresses of the room's own pages."""

from django.urls import path

from .pages import education, guarantee, intake, lanes, market, mine, office, published, sealed, signals

app_name = "consumer"
urlpatterns = [
    path("complain/", intake.home, name="home"),
    path("complain/look/", mine.look, name="look"),
    path("complain/leave/", mine.leave, name="leave"),
    path("complain/mine/", mine.mine, name="mine"),
    path("complain/mine/<int:pk>/", mine.matter, name="matter"),
    path("complain/mine/<int:pk>/rating/", mine.rating, name="rating"),
    path("complain/mine/<int:pk>/review/", mine.review, name="review"),
    path("complain/mine/<int:pk>/act/<slug:verb>/", mine.act, name="act"),
    path("complain/mine/papers/<int:pk>.pdf", mine.paper, name="paper"),
    path("complain/<slug:kind>/", intake.filing, name="filing"),
    path("complaints/", published.by_enterprise, name="by-enterprise"),
    path("complaints/figures/", published.figures, name="figures"),
    path("complaints/odr/", published.odr, name="odr"),
    path("complaints/of/<int:pk>/", published.of_subject, name="of-subject"),
    path("complaints/stations/", office.stations, name="stations"),
    path("complaints/persons/", office.persons, name="persons"),
    path("complaints/sealed/<int:pk>/", sealed.unseal, name="unseal"),
    *education.urlpatterns,
    *guarantee.urlpatterns,
    *lanes.urlpatterns,
    *market.urlpatterns,
    *signals.urlpatterns,
]
