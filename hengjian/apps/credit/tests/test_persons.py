"""从业人员信用记录: two officers, a source, a term; nobody outside the office reads it, and it ends without a trace."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

from hengjian.apps.credit.procedures import PersonRecord
from hengjian.apps.credit.tests.builders import do, firm, reload, run_out
from hengjian.kernel.models import Disclosure, Party, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, Refusal
from hengjian.kernel.testing import World, again, signed_in

pytestmark = pytest.mark.django_db
NUMBER = "110101198505050008"


@pytest.fixture
def subject(world: World) -> Subject:
    found = firm(world)
    world.enterprise = again(world.enterprise)
    return found


def given(subject: Subject, **values: object) -> dict[str, object]:
    return {
        "subject": subject.pk,
        "trade": "live_stream",
        "conduct": "adverse",
        "person": "演示某",
        "id_number": NUMBER,
        "source": "周川市监处罚〔2026〕12号",
        "found": "直播带货时虚构原价",
    } | values


def proposed(world: World, subject: Subject, **values: object) -> PersonRecord:
    row: PersonRecord = do(world.officer, "person_record.propose_person", **given(subject, **values)).proceeding
    return row


def test_another_officer_confirms_and_the_term_ends_it_without_a_trace(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    do(world.officer, "person_record.hear_person", row.pk, heard="原价确曾成交")
    with pytest.raises(Refusal):
        do(world.officer, "person_record.confirm_person", row.pk, reason="事实清楚")
    assert do(world.colleague, "person_record.confirm_person", row.pk, reason="事实清楚").proceeding.state == "recorded"
    over = run_out(row)
    assert (over.state, over.person, over.id_number, over.id_print) == ("ended", "—", "—", "")


def test_neither_the_employer_nor_the_public_learns_of_it(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    do(world.colleague, "person_record.confirm_person", row.pk, reason="事实清楚")
    with acting_as(world.enterprise):
        assert not PersonRecord.objects.filter(pk=row.pk).exists()
    with acting_as(CLOCKWORK):
        assert not Party.objects.filter(proceeding_id=row.pk, principal=f"subject:{subject.pk}").exists()
        assert not Disclosure.objects.filter(act__proceeding_id=row.pk).exists()


def test_the_same_source_is_recorded_once_and_a_wrong_number_never(world: World, subject: Subject) -> None:
    proposed(world, subject)
    with pytest.raises(Conflict):
        proposed(world, subject)
    with pytest.raises(Incomplete) as wrong:
        proposed(world, subject, id_number="110101198505050009")
    assert "id_number" in wrong.value.fields


def test_the_list_shows_it_masked_and_finds_it_by_the_whole_number_only(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    browser: Client = signed_in(world.officer)
    for text, found in (("", True), (NUMBER, True), (NUMBER[:12], False), ("演示某", False)):
        page = browser.get("/credit/persons/", {"q": text}).content.decode()
        rows = strip_tags(page.partition("<tbody")[2].partition("</tbody>")[0])
        assert (row.number in rows) is found
        assert "演示某" not in rows
        assert NUMBER not in rows
    assert reload(row).state == "proposed"
