"""`law list` and `law show ID --on DATE`: what the law as data says, with its article."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import get_language

from hengjian.kernel.law import LawError, Value, entries, value


class Command(BaseCommand):
    help = "List the entries of the law as data, or show what one says on a date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        sub = parser.add_subparsers(dest="what", required=True)
        listing = sub.add_parser("list", help="every entry in force")
        showing = sub.add_parser("show", help="one entry")
        showing.add_argument("id")
        for each in (listing, showing):
            each.add_argument("--on", type=date.fromisoformat, default=None, metavar="DATE", help="today by default")
            each.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["on"] or localdate()
        try:
            found = [value(options["id"], day)] if options["what"] == "show" else _in_force(day)
        except LawError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            plain = [as_json(one) for one in found]
            shown = plain[0] if options["what"] == "show" else plain
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        lang = get_language() or "zh-hans"
        for one in found:
            self.stdout.write(f"{one.id}  {one.what.text(lang)}  {one.amount} {one.unit}  {one.basis(lang)}")


def _in_force(day: date) -> list[Value]:
    found = []
    for entry in entries():
        try:
            found.append(entry.on(day))
        except LawError:
            continue
    return found


def as_json(one: Value) -> dict[str, Any]:
    """The value with its article in both languages and how sure we are of it."""
    amount = one.amount.isoformat() if isinstance(one.amount, date) else one.amount
    return {
        "id": one.id,
        "what": {"zh": one.what.zh, "en": one.what.en},
        "amount": amount,
        "unit": one.unit,
        "basis": {"zh": one.basis("zh"), "en": one.basis("en")},
        "from": one.since and one.since.isoformat(),
        "until": one.until and one.until.isoformat(),
        "check": one.check,
    }
