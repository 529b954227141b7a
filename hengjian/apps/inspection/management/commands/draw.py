"""`draw run`, `verify`, `stats`, `seal`: a whole draw from two files, its check, its statistics, and a party's value."""

import csv
import importlib.util
import json
import secrets
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hengjian.apps.inspection.rules import bundle, statistics
from hengjian.apps.inspection.rules.locked import salt
from hengjian.apps.inspection.rules.roster import BadRoster, OfficerRow, Row
from hengjian.apps.inspection.rules.seed import Party, commitment
from hengjian.apps.inspection.rules.teams import Blocked

PARTIES = (("department-1", "department"), ("department-2", "department"), ("witness", "witness"))


class Command(BaseCommand):
    help = "Hold a draw from files (run), check a bundle (verify), show how random it is (stats), seal a value (seal)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        run = words.add_parser("run", help="hold a draw from rosters in CSV and write its bundle")
        run.add_argument("subjects", type=Path, help="columns id, stratum, place")
        run.add_argument("officers", type=Path, help="columns id, places, skills, load, barred; lists with blanks")
        run.add_argument("--draw", required=True, help="number of the draw")
        run.add_argument("--total", type=int, required=True)
        run.add_argument("--weights", required=True, help="stratum=weight, with commas; 0 keeps a stratum out")
        run.add_argument("--floor-ppm", type=int, default=10_000)
        run.add_argument("--skill", default="")
        run.add_argument("--values", type=Path, help="JSON {party: value}; made at random without it")
        run.add_argument("--out", type=Path, required=True)
        run.add_argument("--openings", type=Path, help="write the bundle with all openings here")
        verify = words.add_parser("verify", help="recompute a bundle with the stranger's program")
        verify.add_argument("bundle", type=Path)
        verify.add_argument("--row")
        verify.add_argument("--key", default="")
        stats = words.add_parser("stats", help="our draw and every k-th, run many times")
        stats.add_argument("--size", type=int, default=200)
        stats.add_argument("--drawn", type=int, default=10)
        stats.add_argument("--runs", type=int, default=2000)
        stats.add_argument("--json", action="store_true")
        seal = words.add_parser("seal", help="make a value for a seat of a draw and its commitment")
        seal.add_argument("number")
        seal.add_argument("party")
        seal.add_argument("--out", type=Path, help="keep the value in this file")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['what']}")(options)

    def _seal(self, options: dict[str, Any]) -> None:
        value = secrets.token_hex(32)
        told = {"draw": options["number"], "party": options["party"], "value": value}
        told["commitment"] = commitment(options["number"], options["party"], value)
        text = json.dumps(told, ensure_ascii=False, indent=1)
        if options["out"]:
            options["out"].touch(mode=0o600, exist_ok=False)
            options["out"].write_text(text + "\n", encoding="utf-8")
            self.stdout.write(told["commitment"])
            return
        self.stdout.write(text)

    def _run(self, options: dict[str, Any]) -> None:
        key, number = secrets.token_bytes(32), options["draw"]
        try:
            weights = {n: int(w) for n, w in (part.split("=") for part in options["weights"].split(","))}
            rows = [
                Row(number, r["id"], r["stratum"], r["place"], salt(key, r["id"])) for r in _table(options["subjects"])
            ]
            officers = [_officer(number, r, key) for r in _table(options["officers"])]
            given = json.loads(options["values"].read_text(encoding="utf-8")) if options["values"] else {}
            held = {name: given.get(name) or secrets.token_hex(32) for name, _role in PARTIES}
            parties = [Party(name, role, commitment(number, name, held[name])) for name, role in PARTIES]
            rule = bundle.Rule(
                number, number, "-", ("double_random_state_council",), timezone.localdate().isoformat(), options["total"], weights,
                options["floor_ppm"], bundle.Team(2, options["skill"]),
            )  # fmt: skip
            locked = bundle.lock(rule, rows, officers, parties)
            outcome = bundle.draw(locked, list(held.values()), {r.leaf: r for r in rows})
        except Blocked as blocked:
            raise CommandError(
                f"no teams: {blocked.needed} places, {blocked.available} visits: {blocked.officers}"
            ) from blocked
        except (BadRoster, KeyError, ValueError) as error:
            raise CommandError(f"the rosters cannot be drawn from: {error!r}") from error
        files = list(bundle.files(locked, outcome, {}))
        options["out"].write_bytes(bundle.pack(files))
        if options["openings"]:
            options["openings"].write_bytes(bundle.pack([*files, *bundle.openings(rows, officers)]))
        self.stdout.write(f"{len(outcome.teams)} of {len(rows)} drawn into {options['out']}")

    def _verify(self, options: dict[str, Any]) -> None:
        given = [str(options["bundle"]), "--lang", "zh"]
        given += ["--row", options["row"]] if options["row"] else []
        given += ["--key", options["key"]] if options["key"] else []
        if _stranger().main(given):
            raise CommandError("the bundle does not hold")

    def _stats(self, options: dict[str, Any]) -> None:
        if options["json"]:
            report = statistics.told(options["size"], options["drawn"], options["runs"])
            self.stdout.write(json.dumps(report, indent=1))
            return
        found = statistics.compare(options["size"], options["drawn"], options["runs"])
        for r in found:
            self.stdout.write(
                f"{r.method:<10} inclusion χ² {r.inclusion_chi2:.1f}/{r.inclusion_df} (p {r.inclusion_p:.3f}), "
                f"pairs {r.pair_ratio:.2f}, front {r.front_z:+.2f} σ, {r.outcomes} outcomes in {r.runs} runs, "
                f"never drawn {r.never_share:.1%}"
            )
        for size in statistics.REGISTERS:
            never = 1 - statistics.drawable_with_drift(size, statistics.STEP)
            self.stdout.write(
                f"every {statistics.STEP}th by pages whose offset slips, {size} rows: never drawn {never:.1%}"
            )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _officer(number: str, row: dict[str, str], key: bytes) -> OfficerRow:
    lists = [tuple(row[name].split()) for name in ("places", "skills", "barred")]
    return OfficerRow(number, row["id"], lists[0], lists[1], int(row["load"]), lists[2], salt(key, row["id"]))


def _stranger() -> Any:
    """The independent checker, which lies beside the platform in its source and shares no code with it."""
    path = Path(__file__).parents[5] / "verifier" / "hengjian_draw.py"
    if not path.exists():
        raise CommandError("verifier/hengjian_draw.py is not beside this installation; get it from the source")
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location("hengjian_draw", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hengjian_draw"] = module
    spec.loader.exec_module(module)
    return module
