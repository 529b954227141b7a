"""Trade names that could be free where the wished one is taken: its characters in another order, or one of them replaced."""

from collections.abc import Iterator
from itertools import permutations, zip_longest

from .lexicon import lexicon
from .places import places

LONGEST = 4


def variants(trade_name: str) -> Iterator[str]:
    """Candidates, near ones first; each must still be checked like any other name."""
    seen = {trade_name}
    turned = ("".join(p) for p in permutations(trade_name)) if len(trade_name) <= LONGEST else iter(())
    last = (trade_name[:-1] + c for c in lexicon().suggested)
    longer = (trade_name + c for c in lexicon().suggested) if len(trade_name) < LONGEST else iter(())
    middle = (trade_name[:1] + c + trade_name[2:] for c in lexicon().suggested)
    for group in zip_longest(last, turned, middle, longer):
        for name in group:
            if name and name not in seen and not places().is_place(name) and not lexicon().says_industry(name):
                seen.add(name)
                yield name
