"""`risk train|score|chance`: whom to visit first, learned from past inspections in any table, and whether that was better."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
from django.core.management.base import BaseCommand, CommandError

from hengjian.apps.credit.targeting.chance import report
from hengjian.apps.credit.targeting.judge import Judgement, judge
from hengjian.apps.credit.targeting.model import fit
from hengjian.apps.credit.targeting.store import load, save
from hengjian.apps.credit.targeting.table import BadTable, choose, read, visits_of


class Command(BaseCommand):
    help = "Learn from past inspections whom to visit first (train), rank by it (score), compare with chance (chance)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        train = words.add_parser("train", help="learn, judge by a later period, keep the model")
        train.add_argument("data", type=Path)
        train.add_argument("--target", required=True, help="column that says whether something was found")
        train.add_argument("--date", required=True, help="column with the day of the inspection")
        train.add_argument("--nuisance", default="", help="column with who was sent; its effect is taken out of scores")
        train.add_argument("--exclude", default="", help="columns not to learn from, with commas")
        train.add_argument("--out", type=Path, required=True)
        train.add_argument("--json", action="store_true")
        score = words.add_parser("score", help="the chance of a finding in each row of a table")
        score.add_argument("model", type=Path)
        score.add_argument("data", type=Path)
        score.add_argument("--id", required=True, help="column that names the row in the result")
        score.add_argument("--include-nuisance", action="store_true", help="take who is sent as known")
        score.add_argument("--out", type=Path, required=True)
        chance = words.add_parser("chance", help="would chance have found more? a table of visits tells")
        chance.add_argument("data", type=Path)
        chance.add_argument("--chosen", required=True, help="column that says what chose the visit")
        chance.add_argument("--by-chance", default="chance", help="its values that stand for pure chance, with commas")
        chance.add_argument("--found", required=True, help="column that says whether something was found")
        chance.add_argument("--grade", default="", help="column with the class A to D at that time")
        chance.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"train": self._train, "score": self._score, "chance": self._chance}[options["what"]](options)
        except BadTable as error:
            raise CommandError(str(error)) from error

    def _train(self, options: dict[str, Any]) -> None:
        table = read(options["data"])
        exclude = [name.strip() for name in options["exclude"].split(",") if name.strip()]
        columns = choose(table, options["target"], options["date"], options["nuisance"], exclude)
        judged = judge(table, columns)
        save(fit(table, columns), judged, options["out"])
        if options["json"]:
            told = {"with_nuisance": asdict(judged[0]), "nuisance_removed": asdict(judged[1])}
            self.stdout.write(json.dumps(told | {"left_out": columns.left_out}, ensure_ascii=False, indent=1))
            return
        for name, why in columns.left_out.items():
            self.stdout.write(f"  not used: {name} ({why})")
        self.stdout.write(f"learned from {len(table)} rows, judged by {judged[0].rows} since {judged[0].since}")
        self._say("who is sent as a known input", judged[0])
        self._say("effect of who is sent taken out", judged[1])

    def _say(self, which: str, told: Judgement) -> None:
        self.stdout.write(
            f"{which}: {told.first_half:.1%} of {told.findings} findings in the first half of the period "
            f"(as done: {told.first_half_as_done:.1%}), {told.days_earlier:.1f} days earlier, AUC {told.auc:.3f}"
        )
        for mean, share, rows in told.calibration:
            self.stdout.write(f"    score {mean:.3f}: found {share:.3f} of {rows}")

    def _score(self, options: dict[str, Any]) -> None:
        model, table = load(options["model"]), read(options["data"])
        if options["id"] not in table:
            raise BadTable(f"the table has no column {options['id']}")
        scores = model.scores(table, options["include_nuisance"])
        result = pd.DataFrame({options["id"]: table[options["id"]], "score": scores.round(6)})
        result.to_csv(options["out"], index=False)
        self.stdout.write(f"{len(result)} rows scored into {options['out']}")

    def _chance(self, options: dict[str, Any]) -> None:
        by_chance = [value.strip() for value in options["by_chance"].split(",")]
        table = read(options["data"])
        found = report(visits_of(table, options["chosen"], options["found"], options["grade"], by_chance))
        middle, low, high = found.difference
        if options["json"]:
            told = asdict(found) | {"difference": middle, "bounds": [low, high], "verdict": found.verdict,
                                    "forgone": found.forgone, "ranked": found.ranked}  # fmt: skip
            self.stdout.write(json.dumps(told, indent=1))
            return
        for name, one in {"chance": found.chance, "risk": found.risk, **found.classes}.items():
            self.stdout.write(f"{name:<8}{one.found} of {one.visits} visits ({one.share:.1%})")
        self.stdout.write(f"by risk {middle:+.1%} ({low:+.1%} to {high:+.1%}): {found.verdict}")
