"""What the machine says of a filing is shown with its reasons to officers alone, and an officer's correction counts everywhere."""

import pytest

from hengjian.apps.consumer.models import ToldMatter
from hengjian.apps.consumer.procedures import Complaint, Report
from hengjian.apps.consumer.tests.builders import FILED, SAID, complained, do, fresh, guest, shop
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
TOLD = FILED | {"problem": "", "what": "用了三天就漏水，老人滑倒住院，不给退，很多邻居都遇到"}


@pytest.fixture
def row(world: World) -> Complaint:
    made = complained(shop(world), **TOLD)
    examined: Complaint = do(CLOCKWORK, "complaint.examine", made.pk).proceeding
    return examined


def facts_for(who: Principal, row: Complaint | Report) -> dict[str, str]:
    with acting_as(who):
        return {str(label): str(value) for label, value in type(row).objects.get(pk=row.pk).facts()}


def test_reasons_urgency_and_law_are_shown_to_officers_and_to_nobody_else(world: World, row: Complaint) -> None:
    shown = facts_for(world.officer, row)
    assert "住院" in shown["自动分类的理由"]
    assert (shown["紧急程度"], shown["可能涉及多人"]) == ("紧急", "是")
    assert "第二十四条" in shown["可参照的法律依据"]
    assert not {"自动分类的理由", "紧急程度", "可能涉及多人"} & set(facts_for(guest(), row))


def test_the_goods_named_apart_tell_the_category(row: Complaint) -> None:
    assert (row.what.count("洗衣机"), row.category) == (0, "G050104")


def test_a_correction_begins_with_what_stands_and_reaches_the_figures(world: World, row: Complaint) -> None:
    page = signed_in(world.officer).get(f"/p/{row.pk}/act/classify/").content.decode()
    assert '<option value="G050104" selected>' in page
    do(world.officer, "complaint.classify", row.pk, category="G050105", problem="safety")
    with acting_as(CLOCKWORK):
        told = ToldMatter.objects.get(pk=row.pk)
    assert (told.category, told.problem, fresh(row).problem) == ("G050105", "safety", "safety")


def test_a_report_is_corrected_too_with_its_kind_of_breach(world: World) -> None:
    given = SAID | {"subject": shop(world).pk, "breach_kind": "product", "named": False}
    row = do(guest(), "report.report", **given).proceeding
    with pytest.raises(Incomplete):
        do(world.officer, "report.classify", row.pk, breach_kind="nothing")
    do(world.officer, "report.classify", row.pk, breach_kind="ccc", problem="quality")
    assert fresh(row).breach_kind == "ccc"
    assert facts_for(world.officer, row)["违法类别"] == "认证违法"


def test_complaints_about_one_business_are_shown_beside_though_they_tell_other_matters(
    world: World, row: Complaint
) -> None:
    subject = Subject.objects.get(pk=row.subject_id)
    other = complained(subject, **TOLD | {"amount": "77", "what": "换了新机仍然漏水，商家说与它无关"})
    do(CLOCKWORK, "complaint.examine", other.pk)
    page = signed_in(world.officer).get(f"/consumer/like/{row.pk}/").content.decode()
    assert other.number in page
