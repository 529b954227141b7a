"""The same matter told again: paraphrased, with errors, by another channel; and what only looks like it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.consumer.bench.duplicates import elsewhere, other_matter
from hengjian.apps.consumer.demo.tellings import Shop, matter, shop, tell
from hengjian.apps.consumer.rules import likeness as rules
from hengjian.apps.consumer.rules.telling import facts_of

UNKNOWN = rules.Rarity.unknown()
FIRST = "我3月8日在七一路样佳超市花128元买了电饭煲，用了两天就漏电，找店家不理，要求退款。电话138****0017"
AGAIN = "来电人反映：3月8号于样佳超市购买的电饭锅（电饭煲）漏电，价格128块钱，商家拒绝处理，希望退钱。138****0017"
OTHER_MATTER = "我5月2日在七一路样佳超市花36元买的牛奶胀包了，找店家不理，要求退款。"
OTHER_SHOP = "我4月1日在荷花路百惠超市花99元买了电饭煲，用了两天就漏电，找店家不理，要求退款。电话138****9921"


def sketch(text: str, subject: int | None = 1, day: int = 20_000) -> rules.Sketch:
    return rules.sketch(text, facts_of(text), subject, day, b"salt")


def test_a_paraphrase_with_the_same_facts_is_the_same_matter() -> None:
    found = rules.compare(sketch(FIRST), sketch(AGAIN, None), UNKNOWN)
    assert found.same
    assert {"amount", "day", "phone"} <= {why for why, _points in found.why}


@pytest.mark.parametrize(("text", "subject"), [(OTHER_MATTER, 1), (OTHER_SHOP, 2)])
def test_the_same_shop_or_the_same_fault_alone_is_not(text: str, subject: int) -> None:
    assert not rules.compare(sketch(FIRST), sketch(text, subject), UNKNOWN).same


def test_what_is_told_soon_after_is_likelier_the_same() -> None:
    near, far = (rules.compare(sketch(FIRST), sketch(OTHER_MATTER, day=20_000 + days), UNKNOWN) for days in (10, 400))
    assert ("near", rules.NEAR) in near.why
    assert "near" not in {why for why, _points in far.why}


@given(st.text(max_size=120), st.text(max_size=120))
def test_likeness_goes_both_ways_and_stays_within_its_bounds(one: str, other: str) -> None:
    a, b_ = sketch(one), sketch(other)
    there, back = rules.compare(a, b_, UNKNOWN), rules.compare(b_, a, UNKNOWN)
    assert there == back
    assert 0 <= there.points <= 100


@given(st.text(min_size=3, max_size=200))
def test_a_text_is_found_by_itself(text: str) -> None:
    one = sketch(text)
    assert set(rules.look_up(one, UNKNOWN)) & set(rules.keys_of(one, UNKNOWN))


def test_facts_are_kept_as_keyed_hashes() -> None:
    assert rules.fact_key(b"one", "phone", "0017") != rules.fact_key(b"two", "phone", "0017")
    assert rules.fact_key(b"one", "phone", "0017") != rules.fact_key(b"one", "order", "0017")


def test_generated_truth_tells_again_what_it_told_and_nothing_else() -> None:
    """On a small generated set most repetitions are found and hardly anything else is taken for one."""
    chance = random.Random(5)
    shops = [shop(n, chance) for n in range(1, 60)]
    matters = [matter(chance.choice(shops), chance, 20_000) for _n in range(150)]

    def made(it: object, again: bool) -> rules.Sketch:
        one = tell(it, chance, again)  # type: ignore[arg-type]
        return rules.sketch(one.text, facts_of(one.text, one.amount), one.subject, one.day, b"s")

    first = [made(it, False) for it in matters]
    same = sum(rules.compare(f, made(it, True), UNKNOWN).same for f, it in zip(first, matters, strict=True))
    wrong = sum(
        rules.compare(f, made(other, True), UNKNOWN).same
        for f, it in zip(first, matters, strict=True)
        for other in (other_matter(it, chance), elsewhere(it, shops, chance))
    )
    assert same > 0.9 * len(matters)
    assert wrong < 0.05 * len(matters)


def test_another_shop_is_another_shop() -> None:
    shops = [Shop(1, "七一路样佳超市", "超市"), Shop(2, "荷花路样惠超市", "超市")]
    it = matter(shops[0], random.Random(1), 0)
    assert elsewhere(it, shops, random.Random(1)).shop == shops[1]
