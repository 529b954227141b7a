"""Quality by the six dimensions of GB/T 36344, as pure reckoning and as kept history; drift; the catalogue's pages."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.datacentre.actions.drifting import measure_models
from hengjian.apps.datacentre.actions.measuring import measure
from hengjian.apps.datacentre.models import ImportedTable, ModelMeasure, QualityScore
from hengjian.apps.datacentre.queries import bases, catalogue, lineage, quality, register
from hengjian.apps.datacentre.rules.drift import stability
from hengjian.apps.datacentre.rules.quality import Checked, overall, scores
from hengjian.apps.datacentre.rules.tracing import order
from hengjian.apps.datacentre.tests.sharing_scene import Sharing
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import signed_in
from hengjian.lake import discover
from hengjian.lake.export import export

COUNTS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 500), min_size=1)


def test_a_dimension_is_the_share_of_what_its_checks_found_sound() -> None:
    """Two columns of 200 rows, 3 empty: 397 of 400. A rule over none is no score, and a dimension without a rule has none."""
    found = {s.dimension: s for s in scores([
        Checked("empty", "name", 200, 3), Checked("empty", "code", 200, 0), Checked("grain", "id", 200, 0),
    ])}  # fmt: skip
    assert {name: s.score for name, s in found.items()} == {
        "completeness": Decimal("99.25"),
        "uniqueness": Decimal("100.00"),
    }
    assert found["completeness"].worst == "name"
    assert overall(s.score for s in found.values()) == Decimal("99.63")


def test_one_broken_row_of_a_million_does_not_look_whole() -> None:
    [found] = scores([Checked("refers", "subject", 1_000_000, 1)])
    assert found.score == Decimal("99.99")


def test_drift_of_a_distribution_that_turned_around() -> None:
    """80/20 to 20/80: 0.6·ln 4 + 0.6·ln 4 = 1.6636."""
    assert stability({"A": 80, "B": 20}, {"A": 20, "B": 80}) == Decimal("1.6636")
    assert stability({"A": 80, "B": 20}, {"A": 8, "B": 2}) == 0
    assert stability({}, {"A": 1}) is None


@given(COUNTS, COUNTS)
def test_drift_is_the_same_both_ways_and_never_below_zero(before: dict[str, int], now: dict[str, int]) -> None:
    there, back = stability(before, now), stability(now, before)
    assert there == back
    assert there is None or there >= 0


@given(st.integers(12, 200))
def test_rows_in_another_order_are_not_taken_for_a_file(n: int) -> None:
    """Rows as a program would sort them: the order of a file is not met by chance (derandomised)."""
    assert order("file", [str(i) for i in range(n)]).deviations < 4


def test_every_dataset_of_the_bases_is_offered_and_every_element_is_a_column() -> None:
    known = discover.datasets()
    named = {name for base in bases.bases() for one in base.resources for name in one.datasets}
    assert named <= set(known)
    for element in bases.elements():
        for name in element.datasets:
            assert element.column in {c.name for c in known[name].columns}
    for model in register.registered().values():
        drift = model.drift or {"dataset": "kernel.acts", "column": "by", "at": "at"}
        assert {drift["column"], drift["at"]} <= {c.name for c in known[drift["dataset"]].columns}, model.id
    assert {name for model in register.registered().values() for name in model.data} <= set(known)


def test_lineage_names_who_writes_and_who_reads() -> None:
    one = discover.datasets()["kernel.subjects"]
    assert "kernel_subject" in [end.name for end in lineage.writers(one)]
    assert "registry.entities" in [end.name for end in lineage.readers(one)]
    case = discover.datasets()["enforcement.cases"]
    [procedure] = [end for end in lineage.writers(case) if end.kind == "procedure"]
    assert procedure.name == "enforcement.case"
    assert procedure.more


# ---- with rows ----


@pytest.fixture
def scene(tmp_path: Path, settings, db) -> Sharing:
    settings.HENGJIAN_HOME, settings.HENGJIAN_LAKE = tmp_path, str(tmp_path / "lake")
    return Sharing()


def test_quality_is_measured_and_kept_as_history(scene: Sharing) -> None:
    export(discover.datasets()["kernel.subjects"])
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today, today):
        measure(day, ["kernel.subjects"])
    stands = quality.newest("kernel.subjects")["kernel.subjects"]
    assert stands.on == today
    assert {"completeness", "uniqueness", "timeliness", "validity"} <= set(stands.dimensions)
    assert stands.dimensions["validity"].broken == 0
    assert [on for on, _score in quality.trend("kernel.subjects")] == [today - timedelta(days=1), today]


def test_a_resource_that_was_never_copied_is_not_timely_and_says_nothing_else(scene: Sharing) -> None:
    [found] = measure(timezone.localdate(), ["registry.entities"])["registry.entities"]
    assert (found.dimension, found.score) == ("timeliness", Decimal(0))


def test_the_catalogue_is_searched_narrowed_and_taken_out(scene: Sharing) -> None:
    client = signed_in(scene.world.officer)
    with acting_as(CLOCKWORK):
        QualityScore.objects.create(
            resource="kernel.subjects",
            on=date(2026, 11, 1),
            dimension="validity",
            checks=1,
            rows=10,
            broken=1,
            score=90,
        )
    whole = client.get("/data/").content.decode()
    assert all(name in whole for name in discover.datasets())
    narrow = client.get("/data/?room=credit&q=lists").content.decode()
    assert "credit.lists" in narrow
    assert "credit.entries" not in narrow
    assert "90.00" in client.get("/data/?as=csv").content.decode()
    page = client.get("/data/kernel.subjects/").content.decode()
    assert "90.00" in page
    assert "GB 32100" in page
    assert client.get("/data/none/").status_code == 404
    assert "R001" in client.get("/data/bases/").content.decode()


def test_a_department_reads_the_catalogue_and_is_shown_how_to_apply(scene: Sharing) -> None:
    page = signed_in(scene.tax).get("/data/kernel.subjects/").content.decode()
    assert "apply_for_data/?resource=kernel.subjects" in page
    form = signed_in(scene.tax).get("/start/datacentre.data_share/apply_for_data/?resource=kernel.subjects")
    assert 'value="division"' in form.content.decode()


def test_tables_that_were_brought_in_stand_in_the_same_catalogue(scene: Sharing) -> None:
    columns = [
        {"element": "contact_phone", "source": "联系电话"},
        {"element": "name", "source": "名称", "key": True},
    ]
    with acting_as(CLOCKWORK):
        ImportedTable.objects.create(
            key="in_market", title="样市场", supplier="样单位", code="411602", standard="R051", privacy="personal",
            columns=columns, mapping_id=0, rows=3, at=timezone.now(),
        )  # fmt: skip
    found = catalogue.resource("in_market")
    assert found is not None
    assert (found.owner, found.rows, found.shareable) == ("周口市川汇区市场监督管理局", 3, True)
    assert (found.privacy.value, [c.what for c in found.columns]) == ("personal", ["联系电话", "名称"])
    assert found.grain == ("name",)


def test_models_are_measured_reviewed_and_shown(scene: Sharing) -> None:
    export(discover.datasets()["kernel.subjects"])
    measure_models(timezone.localdate(), ["risk-class"], tests=False)
    with acting_as(CLOCKWORK):
        ModelMeasure.objects.create(
            model="names",
            what="psi",
            on=date(2026, 11, 1),
            value="0.3",
            rows=9,
            told={"before": {"A": 5}, "now": {"B": 4}},
        )
    scene.do(
        scene.world.head, "model_review.review_model", None, model="names", status="watched", reason="漂移超过阈值"
    )
    client = signed_in(scene.world.officer)
    assert "0.3" in client.get("/data/models/").content.decode()
    page = client.get("/data/models/names/").content.decode()
    assert "漂移超过阈值" in page
    assert "漂移超过阈值" in signed_in(scene.world.stranger).get("/data/models/names/").content.decode()
    assert client.get("/data/models/none/").status_code == 404


def test_drift_of_the_scores_themselves_is_measured_against_ninety_days_before(scene: Sharing) -> None:
    """Half of the shops at 12.5 points, half at 37.5; before, four of five were at the lower."""
    today = timezone.localdate()
    with acting_as(CLOCKWORK):
        for n, shop in enumerate(scene.shops):
            RiskGrade.objects.create(
                subject=shop, grade="A", score=1250 if n % 2 else 3750, version="1", graded_at=timezone.now()
            )
    export(discover.datasets()["credit.grades"])
    measure_models(today, ["risk-class"], tests=False)
    with acting_as(CLOCKWORK):
        first = ModelMeasure.objects.get(model="risk-class", what="scores")
    assert (first.value, first.rows, first.told) == (Decimal(25), 30, {"now": {"12": 15, "36": 15}})
    with acting_as(CLOCKWORK):
        assert not ModelMeasure.objects.filter(what="score_psi").exists()  # there is nothing to compare with yet
        ModelMeasure.objects.filter(pk=first.pk).update(
            on=today - timedelta(days=91), told={"now": {"12": 24, "36": 6}}
        )
    measure_models(today, ["risk-class"], tests=False)
    with acting_as(CLOCKWORK):
        drift = ModelMeasure.objects.get(model="risk-class", what="score_psi")
    assert drift.value == stability({"12": 24, "36": 6}, {"12": 15, "36": 15})
    page = signed_in(scene.world.officer).get("/data/models/risk-class/").content.decode()
    assert "12–14" in page
    assert "36–38" in page
