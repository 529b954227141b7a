"""Assembly of all addresses: the toolkits', then every room's that has pages of its own."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

import hengjian
from hengjian.api.addresses import Later
from hengjian.web.access import public


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Is the process alive? Asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


handler404 = "hengjian.web.middleware.missing"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    Later("api/", "hengjian.project.api", f"api-{hengjian.__version__}"),
    path("ledger/", include("hengjian.kernel.ledger.urls")),
    path("", include("hengjian.web.urls")),
]
urlpatterns += [
    path("", include(import_module(f"{room.name}.urls")))
    for room in apps.get_app_configs()
    if room.name.startswith("hengjian.apps.") and find_spec(f"{room.name}.urls")
]
