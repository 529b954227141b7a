"""`openapi [--output FILE]`: the API's description, as /api/openapi.json serves it."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLResolver, get_resolver
from django.utils.translation import override
from ninja import NinjaAPI

DEFAULT = "docs/openapi.json"


class Command(BaseCommand):
    help = "Print the OpenAPI description, or write it to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_argument("--output", "--write", nargs="?", const=DEFAULT, type=Path, metavar="FILE")
        where.help = f"write there ({DEFAULT} if no file is named)"

    def handle(self, *args: Any, **options: Any) -> None:
        text = described()
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")


def described() -> str:
    """The description in English, one member a line, so that a change of it reads well."""
    with override("en"):
        schema = assembled().get_openapi_schema(path_prefix="/api/")
        return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def assembled() -> NinjaAPI:
    """The API of the running project. It is assembled above this layer, so it is found through the addresses."""
    for resolver in get_resolver().url_patterns:
        for pattern in resolver.url_patterns if isinstance(resolver, URLResolver) else []:
            view = getattr(pattern, "callback", None)
            if getattr(pattern, "name", "") == "openapi-json" and isinstance(view, partial):
                api: NinjaAPI = view.keywords["api"]
                return api
    raise CommandError("The project's addresses include no API.")
