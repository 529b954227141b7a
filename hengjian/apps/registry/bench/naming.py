"""How fast and how surely a name is found among millions, against rapidfuzz over all of them in the same run.

Names are made of real parts: the divisions of the country, the industries of the lexicon and, where `HENGJIAN_BENCH_DATA`
names a folder, its `short_names*.txt` as trade names and its `listed_companies*.csv` as they are.
"""

import csv
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from hengjian.apps.registry.actions import name_loading as loading
from hengjian.apps.registry.naming.comparing import Effect, Kind
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.naming.likeness import look_alike, sound_alike
from hengjian.apps.registry.naming.parsing import NameParts, compose, parse, strip
from hengjian.apps.registry.naming.places import places
from hengjian.apps.registry.queries import naming as queries
from hengjian.kernel import bulk
from hengjian.kernel.bench import Result, Say, median, percentile
from hengjian.kernel.divisions import NATION
from hengjian.kernel.principal import NOBODY, acting_as

FORMS = ("有限公司", "有限责任公司", "股份有限公司", "店", "经营部", "商行", "中心", "工作室", "厂")
FORM_WEIGHTS = (50, 8, 3, 20, 6, 5, 4, 2, 2)
PLANTED, WARM, TIMED, YARDSTICKS = 100, 300, 2000, 5
CROWD = 30  # so many hits of one kind mean that the list was cut
TAIL = 1.7  # how much more often the frequent trade names occur: the first of 100,000 bears one name in a thousand


@dataclass(frozen=True)
class Stock:
    """What names are made of."""

    random: random.Random
    trades: list[tuple[str, tuple[str, ...]]]
    industries: list[str]
    places: list[tuple[str, str]]

    def parts(self) -> tuple[NameParts, str]:
        """A name as its parts, and the authority it belongs to."""
        r = self.random
        trade, more = self.trades[int(len(self.trades) * r.random() ** TAIL)]
        industry, form = r.choice(self.industries), r.choices(FORMS, FORM_WEIGHTS)[0]
        region, code = r.choice(self.places)
        group = lexicon().group(industry)
        groups = tuple(dict.fromkeys((group, *(g for w in more if (g := lexicon().group(w))))))
        inside = "".join(reversed(more)) + industry
        made = NameParts(
            f"{region}{trade}{inside}{form}", region, code, "", trade, inside, (industry, *more), group, groups, form
        )
        # Where parts run into one another (世纪 + 地产业) the name says something else than it was made of.
        clear = strip(trade + inside, form) == (trade, [industry, *more])
        return (made if clear else parse(made.whole)), code


def stock(folder: Path | None, seed: int = 7) -> Stock:
    """Parts from the folder, or made of the characters of the lexicon."""
    chance = random.Random(seed)
    found = [t for f in sorted(folder.glob("short_names*.txt")) for t in f.read_text("utf-8").split()] if folder else []
    if not found:
        characters = sorted({c for c in lexicon().glyphs if len(lazy_pinyin(c)) == 1})
        found = ["".join(chance.choices(characters, k=chance.choice((2, 2, 2, 3, 3, 4)))) for _n in range(100_000)]
    trades = []
    for word in found:
        taken = (
            parse(f"甲{word}有限公司") if not all("\u4e00" <= c <= "\u9fff" for c in word) else parse(f"{word}有限公司")
        )
        if 2 <= len(taken.trade_name) <= 6 and not taken.region and not taken.brackets:
            trades.append((taken.trade_name, taken.words))
    chance.shuffle(trades)
    known = lexicon()
    industries = sorted(w for w in known.industries if len(w) >= 2 and w not in known.forms)
    regions = [(name, code) for code, name in places().names.items() if len(code) in (2, 4) or not name.endswith("区")]
    return Stock(chance, trades, industries, regions)


def rows(made: Stock, folder: Path | None, count: int, names: list[str]) -> Iterator[dict[str, Any]]:
    """Columns of so many names, the real ones first; the texts are kept for the yardstick."""
    for file in sorted(folder.glob("listed_companies*.csv")) if folder else []:
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                parts = parse(row["full_name"])
                names.append(parts.whole)
                yield {**queries.columns_of(parts), "code": parts.place or NATION}
    while len(names) < count:
        parts, code = made.parts()
        names.append(parts.whole)
        yield {**queries.columns_of(parts), "code": code, "synthetic": True}


# ---- planted near-duplicates ----


@cache
def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for character in lexicon().glyphs:
        found.setdefault(lazy_pinyin(character)[0], []).append(character)
    return found


def near_duplicate(kind: Kind, parts: NameParts, chance: random.Random) -> NameParts | None:
    """A name like the given one in the one way asked for, or None where it has none."""
    known, trade = lexicon(), parts.trade_name
    made: NameParts | None = None
    if kind is Kind.IDENTICAL:
        made = parts
    elif kind is Kind.PARTS:
        made = replace(parts, form=chance.choice([f for f in FORMS[:3] if f != parts.form]))
    elif kind is Kind.NO_INDUSTRY:
        made = replace(parts, industry="", words=(), group="", form="有限公司")
    elif kind is Kind.SYNONYM:
        others = [w for w, g in known.industries.items() if g == parts.group and w not in parts.words and len(w) > 1]
        made = replace(parts, industry=chance.choice(others)) if others and len(parts.words) == 1 else None
    elif kind is Kind.WEAK:
        made = replace(parts, industry=chance.choice(("实业", "发展")), form="有限公司")
    elif kind is Kind.SOUND:
        at = chance.randrange(len(trade))
        same = [c for c in _by_sound().get(lazy_pinyin(trade)[at], []) if c != trade[at]]
        made = replace(parts, trade_name=trade[:at] + chance.choice(same) + trade[at + 1 :]) if same else None
    elif kind is Kind.GLYPH:
        alike = [(n, g) for n, c in enumerate(trade) for g in known.glyphs.get(c, "")]
        at, glyph = chance.choice(alike) if alike else (0, "")
        made = replace(parts, trade_name=trade[:at] + glyph + trade[at + 1 :]) if glyph else None
    elif kind is Kind.CONTAINED:
        made = replace(parts, trade_name=chance.choice(("鑫", "嘉")) + trade)
    return made


def query_of(kind: Kind | None, parts: NameParts, chance: random.Random) -> str | None:
    """The text to ask with. It must still read as its parts, or the question would be another."""
    if kind is Kind.ORDER:
        return compose(parts, "brackets")
    made = near_duplicate(kind, parts, chance) if kind else other_name(parts, chance)
    if made is None:
        return None
    text = compose(made)
    return text if parse(text).trade_name == made.trade_name else None


def other_name(parts: NameParts, chance: random.Random) -> NameParts:
    """A name that only looks near: the same industry and length, but a trade name unlike in two characters."""
    characters = list(lexicon().glyphs)
    while True:
        trade = "".join(chance.choices(characters, k=2)) + parts.trade_name[2:]
        if not sound_alike(trade, parts.trade_name) and not look_alike(trade, parts.trade_name):
            return replace(parts, trade_name=trade)


KINDS = (
    Kind.IDENTICAL,
    Kind.ORDER,
    Kind.PARTS,
    Kind.NO_INDUSTRY,
    Kind.SYNONYM,
    Kind.WEAK,
    Kind.SOUND,
    Kind.GLYPH,
    Kind.CONTAINED,
)


def recall(bases: list[str], chance: random.Random) -> dict[str, Any]:
    """By kind: how many planted near-duplicates find the name they were made of, and how many strangers are taken for it.

    Where more names are alike in the same way than are listed, any of them will do; how often that was so is told.
    """
    out: dict[str, Any] = {}
    found_all = crowded = 0
    for kind in KINDS:
        found = asked = 0
        for name in chance.sample(bases, len(bases)):
            text = query_of(kind, parse(name), chance)
            if text is None or asked == PLANTED:
                continue
            asked += 1
            alike = _flagged(text)
            full = name not in alike and sum(k is kind for k in alike.values()) >= CROWD
            crowded += full
            found += full or name in alike
        out[f"recall {kind.value}"] = round(found / max(asked, 1), 4)
        found_all += found
    strangers = [(n, t) for n in bases[: 5 * PLANTED] if (t := query_of(None, parse(n), chance))]
    wrong_all = sum(name in _flagged(text) for name, text in strangers)
    precision = round(found_all / max(found_all + wrong_all, 1), 4)
    return out | {"precision": precision, "strangers asked": len(strangers), "more alike than listed": crowded}


def _flagged(text: str) -> dict[str, Kind]:
    return {h.name: h.kind for h in queries.check_name(text, NATION).hits if h.effect is not Effect.PASS}


def names(scale: int | None, say: Say) -> Result:
    """Time whole checks (taking apart, rules, search, comparing) by an authority of the nation, so that all names count."""
    count = scale or 200_000
    given = os.environ.get("HENGJIAN_BENCH_DATA", "")
    folder = Path(given) if given else None
    made = stock(folder)
    texts: list[str] = []
    say(f"{count} names of {len(made.trades)} trade names …\n")
    began = perf_counter()
    with bulk.as_owner() as owner:
        texts += [row[0] for row in owner.execute(f"SELECT name FROM {loading.TABLE}").fetchall()]
        if len(texts) != count:  # what an earlier run has loaded is used again
            texts.clear()
            owner.execute(f"TRUNCATE {loading.TABLE}")
            with loading.index_afterwards(owner):
                loading.copy(owner, rows(made, folder, count, texts))
                say(f"  written after {perf_counter() - began:.0f} s, building the index …\n")
    bulk.analyze()
    loaded = perf_counter() - began
    chance = random.Random(11)
    bases = [n for n in chance.sample(texts, min(len(texts), 4000)) if parse(n).words]
    with acting_as(NOBODY):
        asked = [q for n in chance.sample(texts, min(len(texts), WARM + TIMED)) if (q := _any_query(n, chance))]
        times = [_timed(q) for q in asked]
        quality = recall(bases, chance)
    warm = times[min(WARM, len(times) // 4) :]
    yardstick = [_yardstick(q, texts) for q in asked[:YARDSTICKS]]
    ours, theirs = median(warm), median(yardstick)
    quality |= {
        "p50 ms": round(ours * 1000, 2),
        "p99 ms": round(percentile(warm, 0.99) * 1000, 2),
        "checks": len(warm),
        "loaded and indexed s": round(loaded),
        **_sizes(),
    }
    return Result(
        "names", count, ours, {"rapidfuzz over all names": theirs}, {"rapidfuzz / ours": theirs / ours}, quality
    )


def _any_query(name: str, chance: random.Random) -> str | None:
    return query_of(chance.choice((*KINDS, None)), parse(name), chance)


def _timed(text: str) -> float:
    began = perf_counter()
    queries.check_name(text, NATION)
    return perf_counter() - began


def _yardstick(text: str, texts: list[str]) -> float:
    began = perf_counter()
    process.extract(text, texts, scorer=fuzz.ratio, processor=None, limit=20)
    return perf_counter() - began


def _sizes() -> dict[str, int]:
    with bulk.as_owner() as owner:
        row = owner.execute(
            "SELECT pg_table_size(%s) / 1048576, pg_relation_size(%s) / 1048576", [loading.TABLE, loading.INDEX]
        ).fetchone()
    return {"table MB": int(row[0]), "index MB": int(row[1])} if row else {}
