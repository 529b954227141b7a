"""`lake export|catalogue|check|indicators|linkage`: the data centre from the command line."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from hengjian.kernel.later import Later
from hengjian.lake import catalogue, discover, indicator, quality
from hengjian.lake.engine import DUCKDB, SPARK, Engine, NoEngine
from hengjian.lake.export import Disagrees, export
from hengjian.lake.offer import Dataset

if TYPE_CHECKING:
    from hengjian.lake import linkage
else:
    linkage = Later("hengjian.lake.linkage")


class Command(BaseCommand):
    help = "Export the database to the lake, list and check what is there, link records that have no code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        for word, told in (
            ("export", "bring datasets in line with the database; all of them without a name"),
            ("catalogue", "what there is: grain, columns, privacy, rows, freshness"),
            ("check", "quality: unique grain, empty values, references, ranges, freshness"),
        ):
            one = words.add_parser(word, help=told)
            one.add_argument("names", nargs="*", metavar="NAME")
            one.add_argument("--json", action="store_true")
        figures = words.add_parser(
            "indicators", help="figures of all places over the lake; all that are worded over it without an id"
        )
        figures.add_argument("names", nargs="*", metavar="ID")
        figures.add_argument("--engine", choices=[DUCKDB, SPARK], default="")
        figures.add_argument("--code", default="", help="only this place")
        figures.add_argument(
            "--compare", action="store_true", help="with the database; ends with an error where they differ"
        )
        figures.add_argument("--since", type=date.fromisoformat, default=None, help="the first of January by default")
        figures.add_argument("--until", type=date.fromisoformat, default=None, help="today by default")
        figures.add_argument("--json", action="store_true")
        link = words.add_parser("linkage", help="find the entities that records without a code mean")
        link.add_argument("file", nargs="?", type=Path, help="CSV with the columns id, name, address, person")
        link.add_argument("--out", type=Path, help="CSV of matches")
        link.add_argument("--truth", type=int, default=0, metavar="N", help="judge it on N generated records instead")
        link.add_argument("--seed", type=int, default=1)
        link.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except (Disagrees, FileNotFoundError, NoEngine, indicator.Unknown, linkage.BadRecords) as error:
            raise CommandError(str(error)) from error

    def _chosen(self, names: list[str]) -> list[Dataset]:
        known = discover.datasets()
        for name in names:
            if name not in known:
                raise CommandError(f"there is no dataset {name}; `hengjian lake catalogue` lists them")
        return [known[name] for name in names or known]

    def _export(self, options: dict[str, Any]) -> None:
        told = []
        for one in self._chosen(options["names"]):
            began = perf_counter()
            done = export(one)
            told.append(asdict(done) | {"seconds": round(perf_counter() - began, 3)})
            if not options["json"]:
                self.stdout.write(f"{done.name:<28}{done.rows:>10} rows, {done.written} written")
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=1))

    def _catalogue(self, options: dict[str, Any]) -> None:
        found = [catalogue.entry(one) for one in self._chosen(options["names"])]
        if options["json"]:
            self.stdout.write(json.dumps([catalogue.as_dict(e) for e in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            rows = "never exported" if one.rows is None else f"{one.rows} rows, {one.at:%Y-%m-%d %H:%M}"
            self.stdout.write(f"{one.dataset.name:<28}{one.privacy.value:<10}{rows:<34}{one.dataset.what}")
            if options["names"]:
                for column in one.dataset.columns:
                    grain = "  grain" if column.name in one.dataset.grain else ""
                    self.stdout.write(f"    {column.name:<20}{column.kind.value:<9}{column.privacy.value:<10}"
                                      f"{column.what}{grain}")  # fmt: skip

    def _check(self, options: dict[str, Any]) -> None:
        engine = Engine()
        found = [check for one in self._chosen(options["names"]) for check in quality.check(one, engine)]
        failed = [check for check in found if not check.passed]
        if options["json"]:
            self.stdout.write(
                json.dumps([asdict(c) | {"passed": c.passed} for c in found], ensure_ascii=False, indent=1)
            )
        else:
            for check in failed:
                self.stdout.write(f"{check.dataset}: {check.kind} {check.of}: {check.broken} of {check.rows} rows")
            self.stdout.write(f"{len(found)} checks, {len(failed)} failed")
        if failed:
            raise CommandError("the lake has faults")

    def _indicators(self, options: dict[str, Any]) -> None:
        engine, until = Engine(options["engine"]), options["until"] or localdate()
        since = options["since"] or until.replace(month=1, day=1)
        told: list[dict[str, Any]] = []
        other: list[str] = []
        for id in options["names"] or indicator.declared():
            began = perf_counter()
            found = indicator.figures(engine, id, since, until)
            other += indicator.differing(found, id, since, until) if options["compare"] else []
            shown = {code: figure for code, figure in found.items() if options["code"] in ("", code)}
            lines = [{"id": id, "code": c, **{k: str(v) for k, v in f.said.items()}} for c, f in shown.items()]
            told += lines
            if not options["json"]:
                self.stdout.write(f"{id}: {len(found)} places in {perf_counter() - began:.2f} s on {engine.name}")
                for line in lines if options["code"] or options["names"] else ():
                    self.stdout.write(
                        f"    {line['code']:<10}{line['value']:>16}  {line['numerator']}/{line['denominator']}"
                    )
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=1))
        if other:
            raise CommandError("\n".join(other))

    def _linkage(self, options: dict[str, Any]) -> None:
        if options["truth"]:
            judged = linkage.judge(options["truth"], options["seed"])
            self.stdout.write(json.dumps(judged, indent=1) if options["json"] else linkage.spoken(judged))
            return
        if options["file"] is None:
            raise CommandError("name a file, or judge the linkage by --truth N")
        matches = linkage.link_file(options["file"])
        if options["out"]:
            matches.to_csv(options["out"], index=False)
        self.stdout.write(f"{len(matches)} records matched" if options["out"] else matches.to_csv(index=False))
