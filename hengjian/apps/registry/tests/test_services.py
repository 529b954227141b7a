"""Rating, barriers, filing across regions, sizes, policies, negative lists, survival."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengjian.apps.registry.models import FirmSize, NegativeEntry
from hengjian.apps.registry.procedures import Rating
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.rules import negative_lists, services
from hengjian.apps.registry.rules.items import Place
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.models import Disclosure, Share
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, again, make_world

from .builders import company_items, examined, filed

DAY = date(2026, 11, 20)


def act(who: Principal, verb: str, pk: int | None, **values: Any) -> Any:
    with acting_as(who):
        return perform(verb, pk, values, who).proceeding


@pytest.fixture
def world(db: None) -> World:
    return make_world()


# ---- rating 好差评 ----


def rated(world: World, stars: str, number: str = "", who: Principal | None = None) -> Any:
    matter = number or examined(filed(world.enterprise)).proceeding.number
    return act(who or world.enterprise, "registry.rating.rate", None, matter=matter, stars=stars, tags=["clear"])


def test_a_good_rating_is_kept_and_a_bad_one_followed_up_within_its_limit(world: World) -> None:
    row = rated(world, "3")
    assert (row.state, row.due) == ("kept", None)
    bad = act(
        world.enterprise, "registry.rating.rate", None, stars="2", text="等了三天",
        matter=examined(filed(world.enterprise, name="周口市川汇区样稻百货店")).proceeding.number,
    )  # fmt: skip
    assert bad.state == "follow_up"
    assert bad.due is not None
    done = act(world.officer, "registry.rating.answer_rating", bad.pk, answer="已回访，流程已改")
    assert done.state == "answered"


def test_a_matter_is_rated_once_by_its_party_when_it_is_closed(world: World) -> None:
    number = examined(filed(world.enterprise)).proceeding.number
    rated(world, "5", number)
    with pytest.raises(Incomplete):
        rated(world, "1", number)
    with pytest.raises(Incomplete):
        rated(world, "1", number, world.citizen)
    still_open = filed(world.enterprise, name="周口市川汇区样麦百货店").proceeding.number
    with pytest.raises(Incomplete) as refused:
        rated(world, "1", still_open)
    assert "matter" in refused.value.fields
    with acting_as(CLOCKWORK):
        assert Rating.objects.count() == 1


def test_who_was_rated_does_not_answer(world: World) -> None:
    row = rated(world, "1")
    with acting_as(CLOCKWORK):
        Rating.objects.filter(pk=row.pk).update(rated_handler=world.officer.officer_id)
    with pytest.raises(NotAllowed):
        act(world.officer, "registry.rating.answer_rating", row.pk, answer="没有任何问题")
    assert act(world.colleague, "registry.rating.answer_rating", row.pk, answer="已回访整改").state == "answered"


# ---- barriers ----


def test_a_barrier_is_answered_and_published_without_the_name_of_the_firm(world: World) -> None:
    examined(filed(world.enterprise))
    firm = again(world.enterprise)
    row = act(
        firm, "registry.barrier_report.report_barrier", None, subject=firm.subjects[0], kind="relocation",
        against="某区招商局", body="申请迁出两个月，一再要求补充材料",
    )  # fmt: skip
    assert row.due is not None
    done = act(world.officer, "registry.barrier_report.remove_barrier", row.pk, answer="已责令办理迁出")
    assert done.state == "removed"
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(kind="market_barrier")
    assert shown.subject_id is None
    assert "样禾" not in f"{shown.title}{shown.body}"


# ---- across regions 跨省通办 ----


def test_materials_taken_here_are_decided_there_and_both_see_one_file(world: World) -> None:
    values = {
        "registrar": "411624", "matter": "establishment", "name": "沈丘县样禾百货店", "applicant": "何小满",
        "id_number": "110101199003070716", "phone": "13800000017", "materials": "申请书、身份证明、住所承诺",
    }  # fmt: skip
    row = act(world.officer, "registry.cross_region_filing.take_filing", None, **values)
    with pytest.raises(NotFound):
        act(world.stranger, "registry.cross_region_filing.transfer_to_registrar", row.pk)
    act(world.officer, "registry.cross_region_filing.transfer_to_registrar", row.pk)
    with acting_as(CLOCKWORK):
        assert Share.objects.filter(proceeding_id=row.pk, authority_code="411602").exists()
    done = act(again(world.stranger), "registry.cross_region_filing.settle", row.pk, result="沈登〔2026〕0001号")
    assert (done.state, done.code) == ("settled", "411624")
    with acting_as(again(world.officer)):
        assert [e.name.rpartition(".")[2] for e in done.entries.order_by("pk")] == [
            "take_filing",
            "transfer_to_registrar",
            "settle",
        ]


# ---- size 划型 ----

CASES = [
    # industry code, people, revenue, assets, class (中小企业划型标准规定 art. 4)
    ("C1421", 1000, 40000, 0, "large"),
    ("C1421", 999, 40000, 0, "medium"),
    ("C1421", 300, 2000, 0, "medium"),
    ("C1421", 299, 100000, 0, "small"),
    ("C1421", 20, 300, 0, "small"),
    ("C1421", 19, 300, 0, "micro"),
    ("F5299", 10, 100, 0, "small"),
    ("F5299", 9, 100, 0, "micro"),
    ("A0111", 0, 500, 0, "medium"),
    ("A0111", 0, 49, 0, "micro"),
    ("H6210", 100, 2000, 0, "medium"),
    ("L7211", 300, 0, 120000, "large"),
    ("K7010", 0, 1000, 5000, "medium"),
    ("K7020", 300, 999, 0, "small"),
    ("S9999", 100, 0, 0, "medium"),
    ("", 9, 0, 0, "micro"),
]


@pytest.mark.parametrize(("industry", "people", "revenue", "assets", "size"), CASES)
def test_the_standard_classes_a_firm_by_every_lower_bound(
    industry: str, people: int, revenue: int, assets: int, size: str
) -> None:
    threshold = support.threshold_for((industry,))
    figures = {"people": Decimal(people), "revenue": Decimal(revenue), "assets": Decimal(assets)}
    assert services.size_of(threshold, figures) == size


@given(
    trade=st.sampled_from(support.thresholds()),
    figures=st.lists(st.integers(0, 300_000), min_size=3, max_size=3),
    more=st.integers(1, 100_000),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rule
def test_who_grows_is_never_classed_smaller(trade: Any, figures: list[int], more: int) -> None:
    order = ["micro", "small", "medium", "large"]
    names = ("people", "revenue", "assets")
    before = services.size_of(trade[1], dict(zip(names, map(Decimal, figures), strict=True)))
    after = services.size_of(trade[1], {n: Decimal(v + more) for n, v in zip(names, figures, strict=True)})
    assert order.index(after) >= order.index(before)


def test_a_declared_size_is_public_and_its_figures_are_not(world: World) -> None:
    examined(filed(world.enterprise))
    firm = again(world.enterprise)
    row = act(
        firm, "registry.size_declaration.declare_size", None, subject=firm.subjects[0], year=2026, people=3,
        revenue="40", assets="10",
    )  # fmt: skip
    act(CLOCKWORK, "registry.size_declaration.class_firm", row.pk)
    with acting_as(world.nobody):
        assert FirmSize.objects.get(subject_id=firm.subjects[0]).size == "micro"


# ---- policies ----

SMALL = services.Firm("company", "small", "411602", date(2025, 1, 1), ("C1421",))


def test_what_a_firm_may_claim_and_what_is_missing() -> None:
    found = {c.policy.id: c for c in services.claims(SMALL, support.policies(), DAY)}
    assert found["income-tax-small"].open
    assert found["startup-loan"].open
    assert found["iit-individual"].missing == ("主体类型：个体工商户",)


def test_a_policy_that_has_ended_is_not_offered() -> None:
    found = {c.policy.id for c in services.claims(SMALL, support.policies(), date(2028, 1, 1))}
    assert "vat-small" not in found


def test_an_old_or_unsized_firm_is_told_the_condition() -> None:
    old = services.Firm("company", "", "411602", date(2015, 1, 1), ())
    found = {c.policy.id: c for c in services.claims(old, support.policies(), DAY)}
    assert found["startup-loan"].missing == ("规模：微型、小型", "成立不满3年")


def test_every_condition_a_policy_names_is_known() -> None:
    named = {name for policy in support.policies() for name, _wanted in policy.conditions}
    assert named <= set(services.CONDITIONS)


# ---- negative lists 三张清单 ----


def entry(**values: Any) -> negative_lists.Entry:
    given = {
        "code": "x", "list": "registration", "kind": "forbidden", "text": "某", "industries": (), "words": (),
        "cite": "某法", "since": date(2020, 1, 1),
    }  # fmt: skip
    return negative_lists.Entry(**given | values)


def grounds(
    *entries: negative_lists.Entry, foreign: bool = False, industries: tuple[str, ...] = (), **items: Any
) -> Any:
    filed = company_items(**items)
    return negative_lists.check(filed, industries=industries, foreign=foreign, entries=entries, day=DAY)


def test_a_forbidden_trade_bars_and_one_with_a_permit_asks_an_officer_to_look() -> None:
    barred = grounds(entry(industries=("R9013",)), industries=("R9013",))
    assert barred.barred
    looked_at = grounds(entry(industries=("H62",), kind="permit"), industries=("H6210",))
    assert not looked_at.barred
    assert not looked_at.clear


def test_foreign_investment_is_asked_only_of_foreign_investors() -> None:
    listed = entry(list="foreign_investment", industries=("F5227",))
    assert grounds(listed, industries=("F5227",)).clear
    assert grounds(listed, industries=("F5227",), foreign=True).barred


def test_an_entry_about_premises_wants_both_the_trade_and_the_place() -> None:
    fume = entry(industries=("H62",), words=("小区",), kind="permit")
    there = (Place(address="周口市川汇区样苑小区3号楼", division="411602"),)
    assert grounds(fume, industries=("H6210",)).clear
    assert grounds(fume, industries=("F5299",), places=there).clear
    assert not grounds(fume, industries=("H6210",), places=there).clear


def test_an_entry_counts_on_its_days_and_in_its_place_only() -> None:
    assert grounds(entry(words=("日用百货",), until=date(2026, 1, 1))).clear
    assert grounds(entry(words=("日用百货",), since=date(2027, 1, 1))).clear
    assert grounds(entry(words=("日用百货",), division="4101")).clear
    assert grounds(entry(words=("日用百货",), division="4116")).barred


@pytest.mark.django_db
def test_the_packaged_lists_are_in_the_database_and_cite_what_is_registered() -> None:
    found = support.negative_entries(DAY)
    assert {e.list for e in found} == {"market_access", "foreign_investment", "registration"}
    assert all(e.cite.startswith("《") for e in found)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["market_access", "foreign_investment"])
def test_a_locality_cannot_enter_a_list_of_its_own(name: str, world: World) -> None:
    values = {"kind": "forbidden", "text": "某", "cite": "market_access_list", "since": DAY, "check_value": "high"}
    with acting_as(world.admin), pytest.raises(IntegrityError), transaction.atomic():
        NegativeEntry.objects.create(code="LOCAL", list_name=name, authority_code="4116", **values)
    with acting_as(world.admin):
        NegativeEntry.objects.create(code="LOCAL", list_name="registration", authority_code="4116", **values)


# ---- survival ----


def test_a_curve_worked_by_hand() -> None:
    # Four firms: one ends after 2 months, one is seen for 3, one ends after 4, one is still seen at 6.
    lives = [services.Life(2, True), services.Life(3, False), services.Life(4, True), services.Life(6, False)]
    share = {p.month: p.share for p in services.survival(lives, 6)}
    assert share[1] == 1
    assert share[2] == share[3] == Decimal("0.7500")
    assert share[4] == share[6] == Decimal("0.3750")


@given(st.lists(st.builds(services.Life, st.integers(0, 90), st.booleans()), max_size=60))
def test_a_curve_only_falls_and_stays_between_nothing_and_all(lives: list[services.Life]) -> None:
    points = services.survival(lives)
    shares = [p.share for p in points]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= s <= 1 for s in shares)
    assert all(a.watched >= b.watched for a, b in zip(points, points[1:], strict=False))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("2024-01-31", "2024-02-29", 0), ("2024-01-15", "2024-02-15", 1), ("2024-01-15", "2027-01-14", 35)],
)
def test_months_are_whole(first: str, last: str, months: int) -> None:
    assert services.months_between(date.fromisoformat(first), date.fromisoformat(last)) == months


# ---- what others read ----


def test_the_api_says_what_a_firm_may_claim(world: World) -> None:
    examined(filed(world.enterprise))
    pk = again(world.enterprise).subjects[0]
    found = {p["id"]: p for p in Client().get(f"/api/v1/registry/firms/{pk}/policies").json()}
    assert found["iit-individual"]["open"] is True
    assert found["vat-small"]["missing"] == ["规模：微型、小型"]
    assert Client().get("/api/v1/registry/firms/999999999/policies").status_code == 404


def test_a_filing_is_checked_against_all_three_lists_as_packaged(world: World) -> None:
    items = company_items(
        scope_codes=("HJF5227L01",),
        scope="许可项目：烟草制品零售。",
        places=(Place(address="某路1号", division="411602"),),
    )
    with acting_as(world.nobody):
        assert support.check_filing(items, foreign=True, day=DAY).barred
        home = support.check_filing(items, foreign=False, day=DAY)
    assert not home.barred
    assert [g.article for g in home.grounds] == ["《市场准入负面清单（2025年版）》"]


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_ratings_of_few_are_not_shown_by_procedure(world: World, count: int, shown: bool) -> None:
    for n in range(count):
        number = examined(filed(world.enterprise, name=f"周口市川汇区样禾{'甲乙丙丁戊'[n]}百货店")).proceeding.number
        rated(world, "5", number)
    cache.delete("registry.ratings")
    page = Client().get("/figures/ratings/").content.decode()
    cache.delete("registry.ratings")
    assert ("按事项" in page or "分事项" in page) is shown


def test_ratings_are_averaged_and_counted_by_place(world: World) -> None:
    examples = [("5", "样禾甲"), ("2", "样稻乙")]
    for stars, trade in examples:
        number = examined(filed(world.enterprise, name=f"周口市川汇区{trade}百货店")).proceeding.number
        rated(world, stars, number)
    span = Span("411602", DAY.replace(month=1, day=1), date(2099, 1, 1))
    with acting_as(CLOCKWORK):
        figure = indicators()["registry.rating_average"].figure(span)
        elsewhere = indicators()["registry.rating_average"].figure(Span("411624", span.since, span.until))
    assert figure.value == Decimal("3.50")
    assert elsewhere.value is None
