"""Finding the same matter told again among a million complaints: how long a look-up takes, what it finds and what it takes for one."""

import os
import random
from collections.abc import Iterator
from datetime import datetime
from time import perf_counter
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb
from rapidfuzz import fuzz

from hengjian.apps.consumer.demo.tellings import Matter, Shop, Telling, matter, shop, tell
from hengjian.apps.consumer.models import PieceCounts, ToldMatter
from hengjian.apps.consumer.queries import likeness as queries
from hengjian.apps.consumer.rules import likeness as rules
from hengjian.apps.consumer.rules.telling import facts_of
from hengjian.kernel import bulk
from hengjian.kernel.bench import Result, Say, median, percentile
from hengjian.kernel.models import Subject

SEED = 20_260_415  # thresholds were chosen on other questions than any seed asks here
ASKED = 500  # of each kind
WARM = 60
SCANNED = 20_000  # texts that the yardstick reads; its time is scaled to all
YEAR = 365
TODAY = 20_700  # days since 1970, near the end of 2026


class Corpus:
    """So many complaints, each the first telling of its matter; any can be made again from its number."""

    def __init__(self, count: int, seed: int = SEED) -> None:
        self.count, self.seed = count, seed
        self.shops = [shop(n + 1, random.Random(seed + n)) for n in range(max(50, count // 10))]

    def matter(self, n: int) -> Matter:
        """What happened under that number; a few shops draw many complaints."""
        chance = random.Random(self.seed * 7 + n)
        at = self.shops[int(len(self.shops) * chance.random() ** 2)]
        return matter(at, chance, TODAY - chance.randint(0, YEAR))

    def telling(self, n: int) -> Telling:
        return tell(self.matter(n), random.Random(self.seed * 11 + n))


def sketch_of(one: Telling) -> rules.Sketch:
    return rules.sketch(one.text, facts_of(one.text, one.amount), one.subject, one.day, queries.salt())


def duplicates(scale: int | None, say: Say, seed: int = SEED) -> Result:
    """Look `3 x 500` tellings up among `scale`: told again, another matter of the shop, the same matter elsewhere."""
    corpus = Corpus(scale or 1_000_000, seed)
    say(f"{corpus.count} complaints …\n")
    began = perf_counter()
    known = filled(corpus)
    filling = perf_counter() - began
    asked = list(questions(corpus))
    say(f"{len(asked)} look-ups …\n")
    for one, _truth in asked[:WARM]:
        queries.like(sketch_of(one), known)
    times: list[float] = []
    answers = []
    for one, truth in asked:
        began = perf_counter()
        found = queries.like(sketch_of(one), known)
        times.append(perf_counter() - began)
        answers.append((truth, found))
    scan = scanned(corpus, asked[0][0].text)
    p95 = percentile(times, 0.95)
    return Result(
        "duplicates",
        corpus.count,
        p95,
        {"rapidfuzz_over_all_texts": scan},
        {"rapidfuzz_over_all_texts / p95": scan / p95},
        judged(answers) | {
            "seed": seed,
            "p50_ms": round(1000 * median(times), 1),
            "p95_ms": round(1000 * p95, 1),
            "p99_ms": round(1000 * percentile(times, 0.99), 1),
            "filled_seconds": round(filling, 1),
            "load_average": round(os.getloadavg()[0], 1),
            "index_megabytes": size(),
        },
    )  # fmt: skip


def judged(answers: list[tuple[int | None, list[tuple[int, rules.Likeness]]]]) -> dict[str, Any]:
    """Recall and precision of what is taken for the same matter; recall of what is shown at all."""
    again = [(truth, found) for truth, found in answers if truth is not None]
    hits = sum(any(pk == truth and s.same for pk, s in found) for truth, found in again)
    shown = sum(any(pk == truth for pk, _s in found) for truth, found in again)
    taken = sum(s.same for _truth, found in answers for _pk, s in found)
    wrong = [sum(s.same for _pk, s in found) for _truth, found in answers[len(again) :]]
    half = len(wrong) // 2
    return {
        "recall": round(hits / len(again), 4),
        "precision": round(hits / max(1, taken), 4),
        "recall_shown": round(shown / len(again), 4),
        "told_again": len(again),
        "taken_wrongly_same_shop": sum(wrong[:half]),
        "taken_wrongly_other_shop": sum(wrong[half:]),
    }


def questions(corpus: Corpus) -> Iterator[tuple[Telling, int | None]]:
    """Tellings to look up with the number of the one they repeat; none where they only look like it."""
    chance = random.Random(corpus.seed * 17)
    numbers = chance.sample(range(corpus.count), min(ASKED, corpus.count))
    for n in numbers:
        yield tell(corpus.matter(n), chance, again=True), n + 1
    for n in numbers:
        it = corpus.matter(n)
        yield tell(other_matter(it, chance), chance, again=True), None
    for n in numbers:
        yield tell(elsewhere(corpus.matter(n), corpus.shops, chance), chance, again=True), None


def other_matter(it: Matter, chance: random.Random) -> Matter:
    """Something else in the same shop at the same time."""
    while (other := matter(it.shop, chance, it.opened)).goods == it.goods and other.fault == it.fault:
        pass
    return other


def elsewhere(it: Matter, shops: list[Shop], chance: random.Random) -> Matter:
    """The same goods with the same fault, told by another person about another shop of the kind."""
    rivals = [s for s in chance.sample(shops, min(50, len(shops))) if s.kind == it.shop.kind and s.id != it.shop.id]
    other = matter(rivals[0] if rivals else shops[0], chance, it.opened)
    fault, goods = (it.fault, it.goods) if rivals else (other.fault, other.goods)
    return Matter(other.shop, goods, fault, other.fen, it.month, it.day, other.phone, other.order, it.reaction,
                  it.demand, it.opened)  # fmt: skip


def filled(corpus: Corpus) -> rules.Rarity:
    """Load the index; what its rows are found by was chosen when a tenth of them was there, as it is in a live year."""
    if there(corpus):
        return queries.rarity()
    counts = np.zeros(rules.BUCKETS, dtype=np.uint32)
    early = corpus.count // 10
    for n in range(early):
        count(counts, rules.pieces_of(corpus.telling(n).text))
    then = rules.Rarity(counts.copy(), early)
    counts[:] = 0
    with bulk.as_owner() as owner:
        owner.execute("TRUNCATE consumer_toldmatter")
        owner.execute("DROP INDEX IF EXISTS told_keys")
        owner.execute("DELETE FROM kernel_subject WHERE kind = 'bench'")
        bulk.copy(owner, Subject._meta.db_table, (subject(s) for s in corpus.shops))
        bulk.copy(
            owner, ToldMatter._meta.db_table, (row(n, corpus.telling(n), then, counts) for n in range(corpus.count))
        )
    with bulk.as_owner() as owner:
        owner.execute("CREATE INDEX told_keys ON consumer_toldmatter USING gin (keys) WITH (fastupdate = off)")
        owner.execute("DELETE FROM consumer_piececounts")
        kept = {"id": 1, "counts": counts.tobytes(), "tellings": corpus.count, "counted_at": timezone.now()}
        bulk.copy(owner, PieceCounts._meta.db_table, [kept])
    bulk.analyze()
    return queries.rarity()


def there(corpus: Corpus) -> bool:
    """Whether an earlier run has left the same index behind."""
    if queries.rarity().tellings != corpus.count:
        return False
    last = ToldMatter.objects.filter(pk=corpus.count).first()
    return last is not None and bytes(last.pieces) == sketch_of(corpus.telling(corpus.count - 1)).packed


def count(counts: np.ndarray, pieces: np.ndarray) -> None:
    counts[np.unique(pieces & np.uint32(rules.BUCKETS - 1))] += 1


def subject(at: Shop) -> dict[str, Any]:
    return {
        "id": at.id, "kind": "bench", "name": at.name, "division_code": "411602", "office_code": "",
        "status": "registered", "pinyin": "", "initials": "", "grams": [], "facts": Jsonb({}), "synthetic": True,
    }  # fmt: skip


def row(n: int, one: Telling, then: rules.Rarity, counts: np.ndarray) -> dict[str, Any]:
    made = sketch_of(one)
    count(counts, made.pieces)
    return {
        "proceeding_id": n + 1, "subject_id": one.subject, "code": "411602", "division": "411602",
        "at": datetime.fromtimestamp(one.day * 86400 + 43200, tz=timezone.get_default_timezone()),
        "channel": "", "category": "", "problem": "", "platform": "", "amount": one.amount, "urgency": "",
        "keys": rules.keys_of(made, then), "pieces": made.packed,
        "facts": Jsonb({kind: sorted(found) for kind, found in made.facts.items() if found}), "synthetic": True,
    }  # fmt: skip


def scanned(corpus: Corpus, text: str) -> float:
    """What reading every text with rapidfuzz would take, from a part of them."""
    part = min(SCANNED, corpus.count)
    texts = [corpus.telling(n).text for n in range(part)]
    began = perf_counter()
    max(fuzz.token_set_ratio(text, other) for other in texts)
    return (perf_counter() - began) * corpus.count / part


def size() -> int:
    """Megabytes of the table with its indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('consumer_toldmatter') / 1048576")
        return int(cursor.fetchone()[0])
