"""The reader of the law: what it answers, and which faults it refuses to load."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from hengjian.kernel import law

INSTRUMENTS = """
measures_2020: {zh: 办法, en: Measures, number: 第20号, from: 2020-01-01, until: 2026-04-14, check: verified}
measures_2026: {zh: 新办法, en: New Measures, number: 第121号, from: 2026-04-15, check: verified}
"""
GOOD = """
toy.accept:
  what: {zh: 受理, en: Accept}
  unit: workday
  near: 3
  values:
    - {from: 2020-01-01, until: 2026-04-14, is: 7, cite: measures_2020 art. 14, check: verified}
    - {from: 2026-04-15, is: 5, unit: day, cite: [measures_2026 art. 23 para. 1 item 5, measures_2020], check: low}
"""


def read(text: str) -> law.Law:
    return law.Law.read({"instruments.yaml": INSTRUMENTS, "toy.yaml": text})


def test_the_value_follows_the_date() -> None:
    toy = read(GOOD)
    old, new = toy.limit("toy.accept", date(2026, 4, 14)), toy.limit("toy.accept", date(2026, 4, 15))
    assert (old.amount, old.unit, old.near) == (7, "workday", 3)
    assert (new.amount, new.unit) == (5, "day")
    assert old.cite.text("zh-hans") == "《办法》第十四条"
    assert new.basis("zh") == "《新办法》第二十三条第一款第（五）项、《办法》"
    assert new.cite.text("en") == "New Measures, Art. 23 (1) (5)"
    assert law.LawOn(date(2024, 1, 1), toy).limit("toy.accept") == old


def test_nothing_in_force_names_id_and_date() -> None:
    with pytest.raises(law.NotInForce, match=r"toy\.accept .*2019-12-31"):
        read(GOOD).limit("toy.accept", date(2019, 12, 31))
    with pytest.raises(law.LawUnknown, match="toy.other"):
        read(GOOD).value("toy.other", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("until: 2026-04-14", "until: 2026-04-15", "overlap"),
        (", until: 2026-04-14", "", "overlap"),
        ("cite: measures_2020 art. 14, ", "", "cite"),
        ("[measures_2026 art. 23 para. 1 item 5, measures_2020]", "[]", "uncited"),
        ("measures_2020 art. 14", "measures_1999 art. 14", "no registered instrument"),
        ("  unit: workday\n", "", "unit"),
        ("unit: workday", "unit: fortnight", "unknown unit"),
        ("is: 7", "is: seven", "not a value in workday"),
        ("is: 7", "is: -7", "not a value in workday"),
        ("check: low", "check: sure", "unknown check"),
        ("from: 2020-01-01", "from: spring", "not a date"),
        (", en: Accept", "", "en"),
        ("  near: 3", "  near: 3\n  near: 4", "written twice"),
    ],
)
def test_a_fault_is_refused_by_name(was: str, becomes: str, fault: str) -> None:
    assert was in GOOD
    with pytest.raises(law.LawBroken, match=fault):
        read(GOOD.replace(was, becomes))


def test_an_id_in_two_files_is_refused() -> None:
    with pytest.raises(law.LawBroken, match="two files"):
        law.Law.read({"instruments.yaml": INSTRUMENTS, "a.yaml": GOOD, "b.yaml": GOOD})


def test_the_packaged_law_is_sound() -> None:
    found = law.entries()
    assert len(found) > 50
    for entry in found:
        for value in entry.values:
            instrument = value.cite.instrument
            assert value.since is not None
            assert instrument.since <= value.since, f"{entry.id} is older than {instrument.id}"
            assert instrument.until is None or (value.until and value.until <= instrument.until), entry.id
    decision = law.limit("registry.registration_decision", date(2026, 11, 20))
    assert decision.cite.text("zh-hans") == "《市场主体登记管理条例》第十九条"
    assert law.limit("consumer.complaint.mediate", date(2026, 5, 1)).unit == "day"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (19, "十九"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (224, "二百二十四"),
     (1005, "一千零五"), (1260, "一千二百六十")],
)  # fmt: skip
def test_articles_are_numbered_in_chinese(number: int, text: str) -> None:
    assert law.numeral(number) == text


def test_a_citation_speaks_the_language_of_its_reader_and_goes_on_record_in_chinese() -> None:
    found = law.cite("market_entity_regulation art. 19")
    with override("en"):
        assert str(found).endswith("Art. 19")
        assert law.basis("penalty_law art. 43", "licensing_law art. 3").count("Art.") == 2
        kept = law.official({"basis": [found], "ground": {"article": found}, "name": "样禾"})
    assert kept == {
        "basis": ["《市场主体登记管理条例》第十九条"],
        "ground": {"article": "《市场主体登记管理条例》第十九条"},
        "name": "样禾",
    }
    with override("zh-hans"):
        assert f"{found}" == found.official == "《市场主体登记管理条例》第十九条"


def test_the_command_shows_and_lists() -> None:
    out = StringIO()
    call_command("law", "show", "consumer.complaint.accept", "--on", "2024-05-01", "--json", stdout=out)
    shown = json.loads(out.getvalue())
    assert (shown["amount"], shown["unit"], shown["until"]) == (7, "workday", "2026-04-14")
    out = StringIO()
    call_command("law", "list", "--on", "2026-11-20", stdout=out)
    assert "registry.registration_decision" in out.getvalue()
    with pytest.raises(CommandError, match="2001-01-01"):
        call_command("law", "show", "consumer.complaint.accept", "--on", "2001-01-01")
