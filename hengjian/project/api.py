"""Assembly of the API: the kernel's reads, every procedure's acts, every room's own endpoints."""

import os
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver
from django.utils.translation import override
from ninja import Router

import hengjian
from hengjian.api import acts, errors, reads
from hengjian.api.addresses import Branch, tree
from hengjian.api.rates import PerAddress, PerKey
from hengjian.kernel.procedure import Procedure, procedures


class Front(errors.Api):
    """What the addresses begin with. To describe itself it describes everything, which takes seconds."""

    def _describe(self, **options: Any) -> Any:
        return build().get_openapi_schema(**options)


def build() -> errors.Api:
    """The API with everything that is declared."""
    api = new(errors.Api)
    api.add_router("/v1", reads.router)
    for key, procedure in declared():
        api.add_router(f"/{_prefix(key)}", acts.router_of(procedure))
    for label, router in own():
        api.add_router(f"/v1/{label}", router)
    return api


def addresses() -> list[URLPattern | URLResolver]:
    """Those of the documentation, of every procedure as a branch that is built when needed, and of what is not an act."""
    front = new(Front)
    front.add_router("/v1", reads.router)
    for label, router in own():
        front.add_router(f"/v1/{label}", router)
    branches = [Branch(f"{_prefix(key)}/", f"api-{key}", partial(_part, key, one)) for key, one in declared()]
    return [*branches, *tree(front.urls[0])]


def _part(key: str, procedure: type[Procedure]) -> list[URLPattern | URLResolver]:
    # The first request may come in any language; what is declared is the same in all.
    with override(settings.LANGUAGE_CODE):
        part = new(errors.Api, docs_url=None, openapi_url=None, urls_namespace=f"api-{key}")
        part.add_router(f"/{_prefix(key)}", acts.router_of(procedure))
        return part.urls[0][:-1]  # the last is the root of the whole


def new(kind: type[errors.Api], **options: Any) -> errors.Api:
    """One without endpoints."""
    api = kind(
        title="Hengjian 衡鉴",
        version=hengjian.__version__,
        description="Market supervision: the same acts and reads as the pages. Errors are RFC 9457 problems.",
        throttle=[PerAddress("120/m"), PerKey(os.environ.get("HENGJIAN_RATE", "1200/m"))],
        openapi_extra={"info": {"license": {"name": "Apache-2.0"}}},
        **{"docs_url": "/", **options},
    )
    errors.install(api)
    return api


def declared() -> list[tuple[str, type[Procedure]]]:
    """The procedures of the product by key."""
    return [(key, one) for key, one in procedures().items() if one.__module__.startswith("hengjian.")]


def own() -> list[tuple[str, Router]]:
    """What rooms offer beside their procedures."""
    rooms = [room for room in apps.get_app_configs() if room.name.startswith("hengjian.apps.")]
    return [(r.label, import_module(f"{r.name}.api").router) for r in rooms if find_spec(f"{r.name}.api")]


def _prefix(key: str) -> str:
    return f"v1/{key.replace('.', '/')}"


with override(settings.LANGUAGE_CODE):
    urlpatterns = addresses()
