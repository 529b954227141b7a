"""`messages extract|compile|check`: the catalogue of texts without GNU gettext."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hengjian.web import messages


class Command(BaseCommand):
    help = "Extract texts to the catalogue, compile it, or list what lacks a translation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        if what == "extract":
            self.stdout.write(f"{len(messages.extract())} texts in {messages.CATALOGUE}")
        elif what == "compile":
            self.stdout.write(str(messages.compile_catalogue()))
        else:
            faults = messages.faults()
            if faults:
                raise CommandError("\n".join(faults))
            self.stdout.write("Every text is translated.")
