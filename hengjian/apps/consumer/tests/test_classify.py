"""The first guess: category, problem, kind, urgency, incident, articles; each with the words that said so."""

from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.consumer.rules import categories
from hengjian.apps.consumer.rules.classify import Learnt, guess
from hengjian.kernel.law import cite


def test_a_prepaid_card_of_a_closed_gym() -> None:
    found = guess("我在健身房办卡，现在关门跑路了，会员卡余额不退，维权群里有50个会员")
    assert found.problem == "prepaid"
    assert (found.urgency, found.incident, found.kind) == ("urgent", True, "complaint")
    assert "consumer_regulation art. 22" in found.basis
    assert any("跑路" in reason for reason in found.reasons)


def test_the_longest_word_wins() -> None:
    assert guess("婴儿奶粉结块").category == "G010601"
    assert guess("奶粉结块").category == "G010602"


def test_a_report_and_an_enquiry_are_told_from_a_complaint() -> None:
    assert guess("举报某店无证经营，请依法查处").kind == "report"
    assert guess("请问退货期限是几天").kind == "enquiry"


def test_where_nothing_is_known_nothing_is_said() -> None:
    found = guess("。。。")
    assert (found.category, found.problem, found.basis, found.reasons, found.confidence) == ("", "other", [], [], 0.0)


def test_a_trained_model_is_heard_only_where_it_is_surer_and_knows_the_catalogue() -> None:
    class Sure:
        def __init__(self, label: str, confidence: float) -> None:
            self.learnt = Learnt(label, confidence, ["结块"])

        def says(self, text: str) -> Learnt:
            return self.learnt

    assert guess("奶粉结块", Sure("G010601", 0.97)).category == "G010601"
    assert guess("奶粉结块", Sure("G010601", 0.10)).category == "G010602"
    assert guess("奶粉结块", Sure("城乡建设", 0.99)).category == "G010602"


def test_every_article_of_the_catalogue_is_registered() -> None:
    cited = [text for p in categories.problems().values() for text in p.basis]
    assert "consumer_law art. 24" in cited
    assert [text for text in cited if not cite(text).official] == []


def test_codes_are_those_of_the_level_above() -> None:
    assert {code[:-2] for code in categories.leaves()} <= set(categories.names())


@given(st.text(max_size=300))
def test_whatever_is_written_a_guess_comes_back(text: str) -> None:
    found = guess(text)
    assert found.problem in categories.problems()
    assert 0 <= found.confidence < 1
