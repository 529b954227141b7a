"""What a text tells: amounts, days, tails of telephones, order numbers."""

import pytest

from hengjian.apps.consumer.rules.telling import facts_of, folded, spoken_number


def test_every_fact_is_read_in_whatever_way_it_is_written() -> None:
    text = "２０２６-03-08在样店花１２８.5元买锅，3月9日坏了，订单号 2026030812345678，电话138****0017，退三百二十块钱"
    facts = facts_of(text)
    assert facts.amounts == {12850, 32000}
    assert facts.days == {"0308", "0309"}
    assert facts.phones == {"0017"}
    assert facts.orders == {"2026030812345678"}


@pytest.mark.parametrize(
    ("words", "number"), [("三百二十", 320), ("十五", 15), ("两千零八", 2008), ("九", 9), ("零", 0)]
)
def test_spoken_numbers(words: str, number: int) -> None:
    assert spoken_number(words) == number


def test_what_the_form_says_counts_beside_the_text() -> None:
    assert facts_of("没有写金额", 9900).amounts == {9900}
    assert facts_of("13月40日", None).days == frozenset()


def test_ten_thousands_and_one_spelling() -> None:
    assert facts_of("定金1.5万元").amounts == {1_500_000}
    assert folded("Ａ b，Ｃ！ 中\n文") == "abc中文"
