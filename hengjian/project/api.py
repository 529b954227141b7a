"""Assembly of the API: the kernel's reads, every procedure's acts, every room's own endpoints."""

import os
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.utils.translation import override

import hengjian
from hengjian.api import acts, errors, reads
from hengjian.api.addresses import tree
from hengjian.api.rates import PerAddress, PerKey
from hengjian.kernel.procedure import procedures


def build() -> errors.Api:
    """The API with everything that is declared."""
    api = errors.Api(
        title="Hengjian 衡鉴",
        version=hengjian.__version__,
        description="Market supervision: the same acts and reads as the pages. Errors are RFC 9457 problems.",
        throttle=[PerAddress("120/m"), PerKey(os.environ.get("HENGJIAN_RATE", "1200/m"))],
        openapi_extra={"info": {"license": {"name": "Apache-2.0"}}},
        docs_url="/",
    )
    errors.install(api)
    api.add_router("/v1", reads.router)
    for key, procedure in procedures().items():
        if procedure.__module__.startswith("hengjian."):
            api.add_router(f"/v1/{key.replace('.', '/')}", acts.router_of(procedure))
    for room in apps.get_app_configs():
        if room.name.startswith("hengjian.apps.") and find_spec(f"{room.name}.api"):
            api.add_router(f"/v1/{room.label}", import_module(f"{room.name}.api").router)
    return api


# The first request may come in any language; what is declared is the same in all.
with override(settings.LANGUAGE_CODE):
    api = build()
urlpatterns = tree(api.urls[0])
