"""Rules on holders, capital, persons and places: worked examples with their articles."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.registry.rules import capital, materials, persons, premises, recheck, structure
from hengjian.apps.registry.rules.items import Items, Place, Share
from hengjian.apps.registry.rules.persons import Bar, Person
from hengjian.apps.registry.tests.builders import company_items, identity_number
from hengjian.kernel.law import LawOn
from hengjian.kernel.personal import fingerprint

TODAY = date(2026, 11, 20)
LAW = LawOn(TODAY)


def shares(*terms: tuple[str, str, date | None]) -> tuple[Share, ...]:
    return tuple(
        Share(name=f"股东{n}", subscribed=Decimal(s), paid=Decimal(p), due_on=due)
        for n, (s, p, due) in enumerate(terms)
    )


@pytest.mark.parametrize(("due", "fits"), [(date(2031, 11, 20), True), (date(2031, 11, 21), False), (None, False)])
def test_shareholders_pay_in_within_five_years_of_establishment(due: date | None, fits: bool) -> None:
    """公司法第四十七条: 自公司成立之日起五年内缴足."""
    items = company_items(shares=shares(("1000000", "0", due)))
    found = capital.too_late(items, TODAY, LAW)
    assert (found is None) == fits
    if found:
        assert "第四十七条" in str(found.article)
        assert "2031-11-20" in str(found.remedy)


def test_what_is_paid_needs_no_day() -> None:
    assert capital.too_late(company_items(shares=shares(("1000000", "1000000", None))), TODAY, LAW) is None


def test_promoters_pay_in_full_before_establishment() -> None:
    """公司法第九十八条."""
    items = company_items(type_code="1222", shares=shares(("600000", "600000", None), ("400000", "399999", None)))
    found = capital.unpaid(items, LAW)
    assert found is not None
    assert "第九十八条" in str(found.article)
    assert "股东1" in str(found.fact)


def test_contributions_add_up_to_the_capital() -> None:
    found = capital.sums(company_items(shares=shares(("600000", "0", None), ("399999", "0", None))), LAW)
    assert found is not None
    assert "999,999.00" in str(found.fact)


@pytest.mark.parametrize(
    ("registered", "due", "breaks"),
    [
        (date(2018, 5, 1), date(2048, 5, 1), True),
        (date(2018, 5, 1), date(2032, 6, 30), False),
        (date(2018, 5, 1), date(2032, 7, 1), True),
        (date(2024, 6, 30), date(2032, 6, 30), False),
        (date(2024, 7, 1), date(2029, 7, 1), False),
        (date(2024, 7, 1), date(2029, 7, 2), True),
    ],
)
def test_the_transition_of_2024_counts_five_years_from_july_2027(registered: date, due: date, breaks: bool) -> None:
    """注册资本规定第二条: 剩余认缴出资期限自2027年7月1日起超过五年的, 应当调整至五年内."""
    items = company_items(shares=shares(("1000000", "0", due)))
    found = capital.breaks(items, registered, LAW)
    assert bool(found) == breaks
    told = capital.adjustment(items, registered, LAW)
    if breaks and registered < date(2024, 7, 1):
        assert told is not None
        assert "2027-06-30" in str(told.remedy)
        assert "第二条" in str(told.article)
        assert not told.bars


def test_promoters_of_old_joint_stock_companies_pay_in_full_by_the_deadline() -> None:
    items = company_items(type_code="1222", shares=shares(("1000000", "0", date(2028, 1, 1))))
    assert [day for _s, day in capital.breaks(items, date(2010, 1, 1), LAW)] == [date(2027, 6, 30)]


def test_a_leap_day_gives_way() -> None:
    assert capital.years_on(date(2024, 2, 29), 5) == date(2029, 2, 28)


@pytest.mark.parametrize(("count", "type_code", "fits"), [(50, "1130", True), (51, "1130", False), (200, "1222", True),
                                                         (201, "1222", False), (1, "1151", True), (2, "1151", False),
                                                         (1, "1130", False)])  # fmt: skip
def test_the_number_of_shareholders(count: int, type_code: str, fits: bool) -> None:
    """公司法第四十二条、第九十二条."""
    items = company_items(type_code=type_code, shares=shares(*[("1", "1", None)] * count))
    assert (structure.shareholders(items, LAW) is None) == fits


def partnership(type_code: str, *modes: str) -> Items:
    held = tuple(Share(name=f"合伙人{n}", subscribed=Decimal(1), liability=m) for n, m in enumerate(modes))
    return company_items(group="partnership", type_code=type_code, shares=held)


@pytest.mark.parametrize(
    ("type_code", "modes", "fits"),
    [
        ("4531", ("unlimited", "unlimited"), True),
        ("4531", ("unlimited",), False),
        ("4531", ("unlimited", "limited"), False),
        ("4533", ("unlimited", "limited"), True),
        ("4533", ("limited", "limited"), False),
        ("4533", ("unlimited", "unlimited"), False),
        ("4533", ("unlimited", *["limited"] * 49), True),
        ("4533", ("unlimited", *["limited"] * 50), False),
    ],
)
def test_partners_and_their_liability(type_code: str, modes: tuple[str, ...], fits: bool) -> None:
    """合伙企业法第二条、第十四条、第六十一条."""
    assert any(structure.grounds(partnership(type_code, *modes), None, 0, LAW)) != fits


@pytest.mark.parametrize(("members", "farmers", "fits"), [(5, 4, True), (4, 4, False), (5, 3, False), (20, 16, True)])
def test_members_of_a_cooperative(members: int, farmers: int, fits: bool) -> None:
    """农民专业合作社法第十二条、第二十条."""
    items = company_items(group="cooperative", type_code="9100", shares=shares(*[("1", "0", None)] * members))
    assert any(structure.grounds(items, None, farmers, LAW)) != fits


def test_numbers_tell_persons_from_entities() -> None:
    person, entity = Person("shareholder", "甲", identity_number(1)), Person("shareholder", "乙", "91350100M000100Y43")
    passport = Person("shareholder", "丙", "E12345678")
    assert (person.natural, person.entity) == (True, False)
    assert (entity.natural, entity.entity) == (False, True)
    assert [g is None for g in persons.numbers((person, entity, passport), LAW)] == [True, True, False]
    wrong = persons.number(Person("representative", "丁", "110101199003070717"), LAW)
    assert wrong is not None
    assert wrong.bars


@pytest.mark.parametrize(("born", "fits"), [("20081120", True), ("20081121", False)])
def test_who_holds_an_office_is_of_age(born: str, fits: bool) -> None:
    """民法典第十七条; 条例第十二条."""
    people = (Person("representative", "甲", identity_number(5, born)),)
    assert bool(list(persons.of_age(people, TODAY, LAW))) != fits


def test_a_ban_says_until_when_and_where() -> None:
    people = (Person("supervisor", "甲", identity_number(5), "posts.0.number"),)
    head, fraud = persons.bars(people, [Bar("甲", "head", date(2028, 1, 1)), Bar("甲", "fraud", date(2029, 2, 3))], LAW)
    assert head is not None
    assert fraud is not None
    assert "2028-01-01" in str(head.fact)
    assert "第一百七十八条" in str(head.article)
    assert "2029-02-03" in str(fraud.fact)
    assert "第四十条" in str(fraud.article)
    assert head.field == "posts.0.number"


@pytest.mark.parametrize(("count", "told"), [(9, False), (10, True)])
def test_many_licences_at_one_address_are_looked_at_not_forbidden(count: int, told: bool) -> None:
    found = premises.crowded(count, LAW)
    assert (found is not None) == told
    assert found is None or not found.bars


def test_a_site_in_another_county_needs_a_branch() -> None:
    there = Place(address="沈丘县某路", division="411624", kind="site")
    own = company_items().domicile
    assert premises.outside(company_items(places=(own,)), "411602", LAW) is None
    assert premises.outside(company_items(places=(own, there)), "411602", LAW) is not None


def names(group: str, type_code: str, *facts: str) -> set[str]:
    return {m.id for m in materials.required("establishment", group, type_code, set(facts))}


def test_the_catalogue_says_which_papers_and_facts_add_to_it() -> None:
    """实施细则第二十五条至第三十条; nobody is asked for what the form says."""
    assert names("individual_business", "9500") == set()
    assert names("company", "1130") == {"articles", "appointments"}
    assert names("company", "1130", "agent", "approval_doc", "domicile_doc") == {
        "articles", "appointments", "agent", "approval_doc", "domicile_doc",
    }  # fmt: skip
    assert names("company", "1222", "asset_transfer") == {"articles", "appointments", "asset_transfer"}
    assert names("company", "5110") == {"articles", "appointments", "foreign_proof", "fi_legal_recipient"}
    assert names("cooperative", "9100") == {"coop_articles", "founding_minutes", "coop_officers", "member_list"}
    assert names("branch", "2130") == {"responsible_appointment"}


@given(st.integers(min_value=1, max_value=2**62))
def test_the_draw_is_the_same_whoever_reckons_it(act: int) -> None:
    lot = fingerprint(str(act), recheck.PURPOSE)
    assert recheck.falls(lot, LAW) == recheck.falls(lot, LAW)


def test_the_draw_takes_about_its_share() -> None:
    hits = sum(recheck.falls(fingerprint(str(n), recheck.PURPOSE), LAW) for n in range(20_000))
    assert 800 < hits < 1200
