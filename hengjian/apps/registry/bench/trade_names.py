"""How often the trade name is found in a name.

Two samples. One is composed: divisions of the country, industries of the lexicon, forms, and trade names whose characters
are drawn as often as real ones use them, put together in the orders and with the zones, brackets and groups that occur. The
label is known because the name was made of it, and no name is left out because its parts run into one another. The other is
real: listed companies by stock code with the trade name as a person reads it (`benchmarks/names/listed_trade_names.csv`),
their names taken from `listed_companies*.csv` of `HENGJIAN_BENCH_DATA`.
"""

import csv
import os
import random
from pathlib import Path
from time import perf_counter
from typing import Any

from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.naming.places import places
from hengjian.kernel.bench import Result, Say, median

LABELS = Path(__file__).parents[4] / "benchmarks" / "names" / "listed_trade_names.csv"
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "经营部", "店", "合伙企业（有限合伙）")
FORM_WEIGHTS = (55, 10, 8, 4, 8, 12, 3)
ORDERS = ("{r}{t}{i}{f}", "{t}（{r}）{i}{f}", "{t}{i}（{r}）{f}", "{r}{z}{t}{i}{f}", "{t}{i}{f}")
ORDER_WEIGHTS = (70, 10, 4, 4, 12)
ZONES = ("经济开发区", "高新区", "产业集聚区")
SIZES, SIZE_WEIGHTS = (2, 3, 4), (62, 28, 10)


def composed(count: int, folder: Path | None = None, seed: int = 20261122) -> list[tuple[str, str]]:
    """So many names with the trade name each was made of; its characters are as frequent as in the folder's trade names."""
    chance = random.Random(seed)
    known = lexicon()
    industries = sorted(w for w in known.industries if len(w) >= 2 and w not in known.forms)
    used = "".join(f.read_text("utf-8") for f in sorted(folder.glob("short_names*.txt"))) if folder else ""
    characters = [c for c in used if "\u4e00" <= c <= "\u9fff"] or sorted(known.suggested)
    regions = sorted(name for code, name in places().names.items() if len(code) == 4 or not name.endswith("区"))
    found = []
    for _n in range(count):
        trade = "".join(chance.choices(characters, k=chance.choices(SIZES, SIZE_WEIGHTS)[0]))
        order = chance.choices(ORDERS, ORDER_WEIGHTS)[0]
        parts = {"r": chance.choice(regions), "t": trade, "i": chance.choice(industries), "z": chance.choice(ZONES)}
        found.append((order.format(f=chance.choices(FORMS, FORM_WEIGHTS)[0], **parts), trade))
    return found


def listed(folder: Path | None) -> list[tuple[str, str]]:
    """Real names with their labels; none where no folder with the names is given."""
    names: dict[str, str] = {}
    for file in sorted(folder.glob("listed_companies*.csv")) if folder else []:
        with file.open(encoding="utf-8") as lines:
            names |= {row["stock_code"]: row["full_name"] for row in csv.DictReader(lines)}
    with LABELS.open(encoding="utf-8") as lines:
        return [(names[r["stock_code"]], r["trade_name"]) for r in csv.DictReader(lines) if r["stock_code"] in names]


def found_in(sample: list[tuple[str, str]]) -> tuple[float, list[str]]:
    """The share in which the trade name is found, and the names in which it is not."""
    wrong = [f"{name}: {trade}, not {got}" for name, trade in sample if (got := parse(name).trade_name) != trade]
    return round(1 - len(wrong) / max(len(sample), 1), 4), wrong


def trade_names(scale: int | None, say: Say) -> Result:
    """Take every name of both samples apart."""
    given = os.environ.get("HENGJIAN_BENCH_DATA", "")
    folder = Path(given) if given else None
    made, real = composed(scale or 5000, folder), listed(folder)
    times = []
    for name, _trade in made:
        began = perf_counter()
        parse(name)
        times.append(perf_counter() - began)
    share, wrong = found_in(made)
    quality: dict[str, Any] = {"composed": share, "composed names": len(made), "wrong, composed": wrong[:20]}
    if real:
        share, wrong = found_in(real)
        quality |= {"listed": share, "listed names": len(real), "wrong, listed": wrong}
    return Result("trade_names", len(made), median(times), quality=quality)
