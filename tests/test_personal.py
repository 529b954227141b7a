"""Personal data: encrypted, masked, unmasked by a logged act; API keys made and revoked on a page."""

import pytest
from django.db import connection
from django.test import Client

from hengjian.apps.registry.tests.builders import filed
from hengjian.kernel.models import Act, ApiToken
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
NUMBER = "110101199003070716"


def test_unmasking_needs_a_reason_and_leaves_an_act(world: World) -> None:
    pk = filed(world.enterprise).proceeding.pk
    officer = signed_in(world.officer)
    page = officer.get(f"/p/{pk}/").content.decode()
    assert NUMBER not in page
    assert "1101**********0716" in page
    assert officer.post(f"/p/{pk}/personal/", {"reason": ""}).status_code == 422
    with acting_as(CLOCKWORK):
        assert not Act.objects.filter(name="kernel.personal.unmask").exists()
    shown = officer.post(f"/p/{pk}/personal/", {"reason": "核对身份证原件"})
    assert NUMBER in shown.content.decode()
    with acting_as(CLOCKWORK):
        act = Act.objects.get(name="kernel.personal.unmask")
        assert (act.actor, act.content.body["reason"]) == (world.officer.id, "核对身份证原件")
        assert NUMBER not in str(act.content.body)


def test_nobody_else_can_look_behind_the_mask(world: World) -> None:
    pk = filed(world.enterprise).proceeding.pk
    for who in (world.stranger, world.citizen, world.enterprise):
        answer = signed_in(who).post(f"/p/{pk}/personal/", {"reason": "想看一看"})
        assert answer.status_code in (302, 403, 404)
        assert NUMBER not in answer.content.decode()


def test_the_database_holds_no_plain_number(world: World) -> None:
    pk = filed(world.enterprise).proceeding.pk
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone FROM registry_establishment WHERE proceeding_ptr_id = %s", [pk])
        assert NUMBER not in str(cursor.fetchone())
        cursor.execute("SELECT body::text FROM kernel_actcontent WHERE proceeding_id = %s", [pk])
        assert NUMBER not in str(cursor.fetchall())


def test_a_key_is_made_seen_once_and_revoked(world: World) -> None:
    client = signed_in(world.enterprise)
    assert client.post("/keys/", {"name": ""}).status_code == 422
    made = client.post("/keys/", {"name": "erp", "scopes": ["read"]}).content.decode()
    with acting_as(CLOCKWORK):
        token = ApiToken.objects.get()
    key = made.split("hj_")[1].split("<")[0]
    headers = {"Authorization": f"Bearer hj_{key}"}
    assert Client().get("/api/v1/registry/establishment/", headers=headers).status_code == 200
    assert f"hj_{key}" not in client.get("/keys/").content.decode()
    client.post("/keys/", {"revoke": str(token.pk)})
    assert Client().get("/api/v1/registry/establishment/", headers=headers).status_code == 401
