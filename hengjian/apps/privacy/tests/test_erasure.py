"""Asking about personal data, and erasing the content of an act by two persons under an article."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from hengjian.apps.privacy.procedures import DataRequest
from hengjian.apps.registry.tests.builders import filed
from hengjian.kernel import inbox, law, tasks
from hengjian.kernel.ledger.audit import verify_all
from hengjian.kernel.ledger.proofs import proof_bundle, prove
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Act, ActContent, ActLeaf, Draft, Notice
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[Any]]
SECRET = "申请人自述患有某种疾病并曾于某年住院"
ARTICLE = "《个人信息保护法》第四十七条第一款第（四）项"
ASKED = {"kind": "erasure", "authority": "411602", "matter": "", "what": "请删除补正通知里的病情"}


def do(who: Principal, name: str, pk: int | None, **given: Any) -> Done:
    with acting_as(who):
        return perform(name, pk, given, who)


def asked(world: World) -> int:
    return do(world.enterprise, "privacy.data_request.request", None, **ASKED).proceeding.pk


def seal_number(act_id: int) -> int:
    seal("sha256")
    with acting_as(CLOCKWORK):
        return ActLeaf.objects.get(log="sha256", act_id=act_id).index


def erased(world: World, act_id: int) -> int:
    """The whole way: asked by the person, proposed by the head, consented to by the administrator."""
    pk = asked(world)
    do(world.head, "privacy.data_request.propose", pk, seal=seal_number(act_id), ground="4", reason="超出处理目的")
    do(world.admin, "privacy.data_request.consent", pk)
    return pk


def places_with(text: str, as_owner: Owner) -> list[str]:
    """Tables of the database in which a text stands anywhere."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = []
        for (table,) in cursor.fetchall():
            # JSON may hold the characters escaped; as jsonb it does not.
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE to_jsonb(t)::text LIKE %s', [f"%{text}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def deliver(act_id: int, as_owner: Owner) -> None:
    """What the worker does with the notices of an act."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE args->>'act_id' = %s AND task_name = 'kernel.tell'",
                       [str(act_id)])  # fmt: skip
        args = json.loads(cursor.fetchone()[0])
    with acting_as(CLOCKWORK):
        inbox.deliver(args["proceeding_id"], act_id, args["messages"])


def test_after_two_persons_agreed_the_content_is_nowhere_and_the_proof_stands(world: World, as_owner: Owner) -> None:
    pk = filed(world.enterprise).proceeding.pk
    act_id = do(world.officer, "registry.establishment.supplement", pk, missing=SECRET).act_id
    deliver(act_id, as_owner)
    with acting_as(CLOCKWORK):
        Draft.objects.create(user_id=world.officer.user_id, key=f"{pk}/supplement", values={"missing": SECRET})
    assert places_with(SECRET, as_owner) == ["kernel_actcontent", "kernel_notice", "procrastinate_jobs"]
    erased(world, act_id)
    assert places_with(SECRET, as_owner) == []
    seal("sha256")
    with acting_as(CLOCKWORK):
        assert not Draft.objects.exists()
        assert not Notice.objects.filter(link__endswith=f"act={act_id}").exists()
        assert ActContent.objects.get(pk=act_id).erased_under == ARTICLE
        assert proof_bundle(act_id, content=True)["erased_under"] == ARTICLE  # type: ignore[index]
        noted = ActContent.objects.get(act__name="kernel.content.erase", proceeding_id=pk).body
    assert noted is not None
    assert (noted["act"], noted["article"], noted["by"]) == (act_id, ARTICLE, "管理员")
    proof = prove(act_id)
    assert proof is not None
    proof.check()
    assert (verify_all().sound, verify_all().erased) == (True, 1)
    page = signed_in(world.officer).get(f"/p/{pk}/").content.decode()
    assert f"{ARTICLE}" in page
    assert SECRET not in page


def test_the_same_words_beside_a_stopped_clock_go_too(world: World, as_owner: Owner) -> None:
    pk = filed(world.enterprise).proceeding.pk
    act_id = do(world.head, "registry.establishment.suspend", pk, reason=SECRET).act_id
    assert {"kernel_clock", "kernel_proceeding"} <= set(places_with(SECRET, as_owner))
    erased(world, act_id)
    assert places_with(SECRET, as_owner) == []
    do(world.head, "registry.establishment.resume", pk)  # the clock has kept its stop and runs on


def test_one_person_alone_erases_nothing(world: World) -> None:
    act_id = filed(world.enterprise).act_id
    pk = asked(world)
    number = seal_number(act_id)
    do(world.head, "privacy.data_request.propose", pk, seal=number, ground="1", reason="处理目的已实现")
    with pytest.raises(NotAllowed):
        do(world.head, "privacy.data_request.consent", pk)
    with acting_as(CLOCKWORK):
        assert ActContent.objects.get(pk=act_id).body
    do(world.admin, "privacy.data_request.object_to", pk, reason="登记资料依法应当保存")
    with acting_as(CLOCKWORK):
        assert DataRequest.objects.get(pk=pk).state == "asked"


def test_only_who_answers_for_personal_data_here_may_propose(world: World) -> None:
    number = seal_number(filed(world.enterprise).act_id)
    pk = asked(world)
    for who, refusal in ((world.officer, NotAllowed), (world.enterprise, NotAllowed), (world.stranger, NotFound)):
        with pytest.raises(refusal):
            do(who, "privacy.data_request.propose", pk, seal=number, ground="1", reason="处理目的已实现")


def test_what_is_unknown_or_gone_cannot_be_proposed(world: World) -> None:
    act_id = filed(world.enterprise).act_id
    erased(world, act_id)
    pk = asked(world)
    for number in (seal_number(act_id), 999_999):
        with pytest.raises(Incomplete) as refused:
            do(world.head, "privacy.data_request.propose", pk, seal=number, ground="1", reason="处理目的已实现")
        assert "seal" in refused.value.fields
        assert "第四十七条" in refused.value.article


def test_the_person_asks_by_page_and_is_answered_within_the_limit(world: World) -> None:
    client = signed_in(world.citizen)
    sent = client.post("/start/privacy.data_request/request/", {**ASKED, "kind": "access", "idempotency_key": "k"})
    assert sent.status_code == 302
    with acting_as(CLOCKWORK):
        row = DataRequest.objects.get()
        assert row.due is not None
    assert law.limit("privacy.request_answer", row.law_on).amount == 30
    assert row.due_limit == "privacy.request_answer"
    assert ASKED["what"] in signed_in(world.officer).get(f"/p/{row.pk}/").content.decode()
    do(world.officer, "privacy.data_request.answer", row.pk, answer="我局未留存您的其他个人信息。")
    assert "我局未留存" in client.get(f"/p/{row.pk}/").content.decode()


def test_a_notice_that_is_still_to_be_sent_is_not_sent(world: World) -> None:
    pk = filed(world.enterprise).proceeding.pk
    act_id = do(world.officer, "registry.establishment.supplement", pk, missing=SECRET).act_id
    erased(world, act_id)
    assert tasks.run_clock() == 0
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(pk=act_id).exists()
        assert not Notice.objects.filter(body=SECRET).exists()
