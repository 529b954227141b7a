"""Taking a telling into the index, and counting anew how rare pieces of text are."""

from datetime import datetime

import numpy as np
from django.utils import timezone

from hengjian.apps.consumer.models import PieceCounts, ToldMatter
from hengjian.apps.consumer.queries import likeness as queries
from hengjian.apps.consumer.rules import likeness as rules
from hengjian.apps.consumer.rules.classify import Guess, guess
from hengjian.apps.consumer.rules.telling import facts_of
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as

DAY = 86400


def note(
    proceeding_id: int,
    subject_id: int | None,
    text: str,
    at: datetime,
    *,
    division: str = "",
    channel: str = "",
    category: str = "",
    problem: str = "",
    platform: str = "",
    amount: int | None = None,
    said: Guess | None = None,
) -> ToldMatter:
    """Take a complaint, report or enquiry into the index; again after its text or subject was corrected.

    What the officer has not said about category and problem is guessed; `said` is that guess where it was made already.
    The text itself stays with its matter.
    """
    said = said or guess(text)
    facts = facts_of(text, amount)
    one = rules.sketch(text, facts, subject_id, int(at.timestamp()) // DAY, queries.salt())
    with acting_as(CLOCKWORK):
        about = Proceeding.objects.get(pk=proceeding_id)
        values = {
            "subject_id": subject_id,
            "code": about.code,
            "division": division or about.code,
            "at": at,
            "channel": channel,
            "category": category or said.category,
            "problem": problem or said.problem,
            "platform": platform,
            "amount": amount or (min(facts.amounts) if len(facts.amounts) == 1 else None),
            "urgency": said.urgency,
            "keys": rules.keys_of(one, queries.rarity()),
            "pieces": one.packed,
            "facts": {kind: sorted(found) for kind, found in one.facts.items() if found},
            "synthetic": about.synthetic,
        }
        return ToldMatter.objects.update_or_create(proceeding_id=proceeding_id, defaults=values)[0]


def reclassed(proceeding_id: int, category: str, problem: str) -> None:
    """An officer has corrected what it is about: figures and trends count it so from now on."""
    ToldMatter.objects.filter(pk=proceeding_id).update(category=category[:8], problem=problem)


def recount() -> int:
    """Count in how many tellings each bucket of pieces occurs; gives how many tellings were counted."""
    counts = np.zeros(rules.BUCKETS, dtype=np.uint32)
    with acting_as(CLOCKWORK):
        total = 0
        for pieces in ToldMatter.objects.values_list("pieces", flat=True).iterator(chunk_size=5000):
            found = np.frombuffer(bytes(pieces), dtype=np.uint32) & np.uint32(rules.BUCKETS - 1)
            counts[np.unique(found)] += 1
            total += 1
        values = {"counts": counts.tobytes(), "tellings": total, "counted_at": timezone.now()}
        PieceCounts.objects.update_or_create(pk=1, defaults=values)
    return total
