"""`complaints train|classify`: learn to class texts from one's own labelled data; class texts and measure it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
from django.core.management.base import BaseCommand, CommandError
from sklearn.metrics import f1_score

from hengjian.apps.consumer.learning.fitting import fit
from hengjian.apps.consumer.learning.judge import judge
from hengjian.apps.consumer.learning.store import BadTexts, load, save
from hengjian.apps.consumer.learning.tables import columns, read
from hengjian.apps.consumer.rules.classify import guess


class Command(BaseCommand):
    help = "Learn to class complaint texts (train), class them with a model or by the catalogue's keywords (classify)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        train = words.add_parser("train", help="learn, judge on texts held out, keep the model")
        train.add_argument("data", type=Path, help="CSV, TSV, JSON lines or Parquet")
        train.add_argument("--text", required=True, help="column with the text; several with a plus sign between")
        train.add_argument("--label", required=True, help="column with the label, such as a category code")
        train.add_argument("--out", type=Path, required=True, help="the file the model goes into")
        train.add_argument("--json", action="store_true")
        use = words.add_parser("classify", help="label each row; with --label also say how well")
        use.add_argument("data", type=Path)
        use.add_argument("--text", required=True)
        use.add_argument("--label", default="", help="column with the true label, to measure by")
        use.add_argument("--model", type=Path, help="a trained model; the catalogue's keywords without one")
        use.add_argument("--out", type=Path, help="a CSV with label, confidence and reasons")
        use.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"train": self._train, "classify": self._classify}[options["what"]](options)
        except BadTexts as error:
            raise CommandError(str(error)) from error

    def _train(self, options: dict[str, Any]) -> None:
        texts, labels = columns(read(options["data"]), options["text"], options["label"])
        judged = judge(texts, labels)
        save(fit(texts, labels), asdict(judged), options["out"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(judged), ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"learned from {judged.rows} texts with {judged.labels} labels into {options['out']}")
        self.stdout.write(f"held out {judged.held_out}: macro-F1 {judged.macro_f1:.3f}, accuracy {judged.accuracy:.3f}")
        self.stdout.write(f"every text held out once: macro-F1 {judged.macro_f1_each_once:.3f} ({judged.split})")
        for name, (precision, recall, f1, rows) in judged.by_label.items():
            self.stdout.write(f"  {name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {rows}")

    def _classify(self, options: dict[str, Any]) -> None:
        texts, labels = columns(read(options["data"]), options["text"], options["label"])
        rows = self._by_model(texts, options["model"]) if options["model"] else self._by_words(texts)
        table = pd.DataFrame(rows, columns=["label", "confidence", "reasons"])
        if options["out"]:
            table.to_csv(options["out"], index=False)
        told: dict[str, Any] = {"rows": len(table), "unlabelled": int((table["label"] == "").sum())}
        if labels:
            told["macro_f1"] = round(float(f1_score(labels, table["label"], average="macro", zero_division=0)), 4)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(", ".join(f"{name} {value}" for name, value in told.items()))
        for text, (label, sure, reasons) in list(zip(texts, rows, strict=True))[: 0 if options["out"] else 10]:
            self.stdout.write(f"  {label or '—'} {sure:.2f} {reasons} | {text[:40]}")

    def _by_model(self, texts: list[str], path: Path) -> list[tuple[str, float, str]]:
        model = load(path)
        said = [model.says(text) for text in texts]
        return [(one.label, one.confidence, "、".join(one.words)) for one in said]

    def _by_words(self, texts: list[str]) -> list[tuple[str, float, str]]:
        said = [guess(text) for text in texts]
        return [(one.category, one.confidence, "；".join(one.reasons)) for one in said]
