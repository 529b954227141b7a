"""All fifty-six papers of the set: printed by an act of their own, or issued by hand element by element."""

import pytest

from hengjian.apps.enforcement.actions import sheets as acts
from hengjian.apps.enforcement.rules.papers import internal_sheets, sheets
from hengjian.kernel.models import Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import signed_in

from .stage import CaseStage, make_stage, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> CaseStage:
    return make_stage()


def test_the_set_of_2021_is_whole() -> None:
    assert sorted(sheets()) == [f"PEN-{n:02}" for n in range(1, 57)]
    assert {"PEN-07", "PEN-36", "PEN-42", "PEN-53", "PEN-54"} <= internal_sheets()
    assert not {"PEN-37", "PEN-45", "PEN-13"} & internal_sheets()


def test_a_summons_is_refused_naming_every_element_with_its_article(stage: CaseStage) -> None:
    stage.filed()
    typed = [{"key": "when", "text": "2026年3月12日9时"}, {"key": "place", "text": "本局办案区"}]
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.officer, "issue_paper", sheet="PEN-13", elements=typed)
    assert list(refused.value.fields) == ["bring"]
    assert "第五十五条" in refused.value.article
    stage.do(
        stage.world.officer,
        "issue_paper",
        sheet="PEN-13",
        elements=[*typed, {"key": "bring", "text": "身份证\n进货台账"}],
    )
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=stage.pk, data__paper="PEN-13")
    assert paper.data["parts"][-1]["text"] == ["身份证", "进货台账"]
    assert paper.data["parts"][0]["text"] == "使用超过保质期的食品原料"  # what the case holds is not typed again


def test_a_paper_with_an_act_of_its_own_is_not_issued_by_hand(stage: CaseStage) -> None:
    stage.filed()
    for sheet in ("PEN-45", "PEN-03", "PEN-52"):
        with pytest.raises(Conflict):
            stage.do(stage.world.officer, "issue_paper", sheet=sheet)
    with pytest.raises(Incomplete):
        stage.do(stage.world.officer, "issue_paper", sheet="PEN-99")


def test_an_order_to_correct_says_by_when(stage: CaseStage) -> None:
    stage.filed()
    stage.do(stage.world.officer, "order_correction", order="停止使用并清点下架", correct_by="2026-03-20")
    assert papers(stage.pk)[-1] == "PEN-33"


@pytest.mark.parametrize("sheet", [s for s in sheets().values() if s.by_hand == "open"], ids=lambda s: s.id)
def test_every_paper_by_hand_is_issued_from_its_own_form(stage: CaseStage, sheet: acts.Sheet) -> None:
    stage.proposed()
    stage.do(stage.world.head, "approve_filing", opinion="同意立案")
    browser = signed_in(stage.world.officer)
    address = f"/cases/{stage.pk}/papers/{sheet.id}/"
    first = browser.get(address)
    assert first.status_code == 200
    empty = browser.post(address, {"idempotency_key": "a"})
    assert empty.status_code == 422
    form = {f"e-{e.key}": "第一行\n第二行" for e in sheet.elements}
    assert browser.post(address, {**form, "idempotency_key": "b"}).status_code == 302
    assert papers(stage.pk)[-1] == sheet.id
    listed = browser.get(f"/cases/{stage.pk}/papers/").content.decode()
    assert sheet.zh in listed
