"""`indicators list [--plan KEY [--table]]`, `show ID [--code CODE] [--year YEAR]`, `compute` and `check [--code] [--on]`."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from hengjian.kernel.divisions import level
from hengjian.kernel.indicator import Indicator, Span, as_json, boards, indicators, printed_targets
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.proving import faults


class Command(BaseCommand):
    help = (
        "List the declared indicators, show the figure of one, compute those that are kept, or prove that figures hold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        sub = parser.add_subparsers(dest="what", required=True)
        listing = sub.add_parser("list", help="every declared indicator")
        listing.add_argument("--plan", default="", help="instead, what this plan prints, such as zhoukou")
        listing.add_argument("--table", action="store_true", help="of a plan only the rows of its table")
        showing = sub.add_parser("show", help="the figure of one")
        showing.add_argument("id")
        showing.add_argument("--code", default="0", help="division code; the nation by default")
        showing.add_argument("--year", type=int, default=None, help="the running year by default")
        for each in (listing, showing):
            each.add_argument("--json", action="store_true")
        computing = sub.add_parser("compute", help="the figures that rooms keep; goes on where a run was broken off")
        checking = sub.add_parser("check", help="whether figures agree with the rows behind them and with those kept")
        for each in (computing, checking):
            each.add_argument(
                "--code",
                action="append",
                help="division code, repeatable; authorities are always computed",
            )
            each.add_argument("--on", type=date.fromisoformat, default=None, help="as on this day; today by default")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] in ("compute", "check"):
            {"compute": self.bring_up, "check": self.prove}[options["what"]](
                options["code"], options["on"] or localdate()
            )
            return
        if options["what"] == "list" and options["plan"]:
            self.tell_plan(options)
            return
        shown = [as_json(one) for one in indicators().values()] if options["what"] == "list" else [self.figure(options)]
        if options["json"]:
            plain: Any = shown if options["what"] == "list" else shown[0]
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2))
            return
        for one in shown:
            value = f"  {one['value']}" if "value" in one else ""
            self.stdout.write(f"{one['id']}  {one['label']}{value}  {one['unit']}")

    def bring_up(self, codes: list[str] | None, on: date) -> None:
        """Every room that keeps figures brings them up to date."""
        for board in boards():
            self.stdout.write(f"{board.compute(codes, on, self.stdout.write)} figures stored")

    def prove(self, codes: list[str] | None, on: date) -> None:
        """Say what does not hold; ends with an error if anything does not."""
        found: list[str] = []
        with acting_as(CLOCKWORK):
            places = codes or list(Authority.objects.values_list("pk", flat=True))
            for one in indicators().values():
                found += faults(one, places, date(on.year, 1, 1), on)
            for board in boards():
                found += board.differing(places, on)
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} figures do not hold.")
        self.stdout.write(f"{len(indicators())} indicators hold for {len(places)} places")

    def tell_plan(self, options: dict[str, Any]) -> None:
        """What a plan prints, in the order of its text."""
        with acting_as(CLOCKWORK):
            found = printed_targets(options["plan"], options["table"])
        if found is None:
            raise CommandError(f"There is no plan {options['plan']}.")
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for one in found:
            before = one["baseline"] or "–"
            self.stdout.write(
                f"{one['number']}  {one['name']}  {before} → {one['target_text']}  {one['unit']}  {one['nature']}"
            )

    def figure(self, options: dict[str, Any]) -> dict[str, Any]:
        found: Indicator | None = indicators().get(options["id"])
        if found is None:
            raise CommandError(f"There is no indicator {options['id']}; there are: {', '.join(indicators())}")
        try:
            level(options["code"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        today = localdate()
        year = options["year"] or today.year
        if not 2000 <= year <= today.year:
            raise CommandError(f"There are no figures for {year}.")
        with acting_as(CLOCKWORK):
            return as_json(found, Span(options["code"], date(year, 1, 1), min(today, date(year, 12, 31))))
