"""Who can see and check what of a draw: everybody, a subject, a witness, an officer of another county."""

import pytest
from django.db import ProgrammingError
from django.test import Client

from hengjian.apps.inspection.models import DrawnSubject, DrawRow, DrawSecret
from hengjian.apps.inspection.queries import draws as reads
from hengjian.apps.inspection.queries import first_leaves, opening_of, own_rows, public_bundle, whole_bundle
from hengjian.apps.inspection.rules.locked import parted, salt
from hengjian.kernel.ledger.keys import verifier as ledger_key
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import again, signed_in

from .draws import Scene, do, make_scene
from .stranger import checked, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_what_everybody_downloads_names_no_class_and_no_row(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(scene.world.nobody):
        data = public_bundle(draw)
    with acting_as(CLOCKWORK):
        out = set(DrawnSubject.objects.filter(draw=draw).values_list("ident", flat=True))
        rest = DrawRow.objects.filter(proceeding_id=draw.proceeding_id).exclude(ident__in=out)
        absent = list(rest.values_list("ident", flat=True))
        salts = [salt(reads.secret(draw.proceeding_id), ident) for ident in out]
    assert absent
    assert [text for text in [*absent, *salts] if text.encode() in data] == []


def test_a_witness_with_all_openings_checks_names_and_teams(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(scene.world.head):
        said = checked(whole_bundle(draw))
    assert "every row opened; subjects and teams are those drawn" in said


def test_each_subject_opens_its_own_row(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(CLOCKWORK):
        some = list(DrawRow.objects.filter(proceeding_id=draw.proceeding_id).order_by("pk")[:12])
        drawn = set(DrawnSubject.objects.filter(draw=draw).values_list("subject_id", flat=True))
    with acting_as(scene.world.enterprise):
        data = public_bundle(draw)
        for row in some:
            own = opening_of(draw, row.subject_id)
            assert own is not None
            word = "was drawn" if row.subject_id in drawn else "was not drawn"
            assert any(word in said for said in checked(data, row=own))


def test_any_altered_byte_of_the_downloaded_bundle_is_caught(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(CLOCKWORK):
        seal("sha256")
    answer = Client().get(f"/draws/{draw.pk}/bundle.zip")
    data = answer.content
    assert answer["Content-Type"] == "application/zip"
    program, key = stranger(), ledger_key("sha256").vkey
    assert checked(data, key=key)
    for at in range(0, len(data), 7):
        forged = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises((program.Broken, KeyError, TypeError, ValueError, AttributeError, IndexError)):
            checked(forged, key=key)


def test_the_rows_of_a_draw_are_seen_by_officers_in_charge_only(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(scene.world.officer):
        assert DrawRow.objects.filter(proceeding_id=draw.proceeding_id).count() == 60
    with acting_as(again(scene.world.stranger)):
        assert not DrawRow.objects.filter(proceeding_id=draw.proceeding_id).exists()
    with acting_as(again(scene.witness)):  # a party of the draw, but not of its secrets
        assert scene.draw(draw.proceeding_id).pk == draw.proceeding_id
        assert not DrawRow.objects.filter(proceeding_id=draw.proceeding_id).exists()
        assert not DrawSecret.objects.filter(proceeding_id=draw.proceeding_id).exists()
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(scene.world.nobody):
        DrawRow.objects.filter(proceeding_id=draw.proceeding_id).exists()


def test_a_subject_is_told_its_chance_and_its_outcome(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(name="周口市川汇区样0号店")
    with acting_as(scene.world.enterprise):
        mine = own_rows((subject.pk,))
    assert len(mine) == 1
    assert mine[0].stratum == "4"
    assert mine[0].chance_ppm > 100_000  # class D: well above the average of ten in a hundred
    assert mine[0].drawn == DrawnSubject.objects.filter(draw=draw, subject=subject).exists()


def test_all_openings_are_handed_out_by_a_recorded_act_only(scene: Scene) -> None:
    draw = scene.held()
    address = f"/draws/{draw.pk}/openings.zip"
    assert Client().get(address).status_code in (302, 403)
    assert signed_in(scene.world.officer).get(address).status_code == 403
    assert signed_in(scene.witness).get(address).status_code == 403
    given = {"recipient": "周口市消费者协会", "account": "witness", "purpose": "见证复核"}
    do(scene.world.head, "draw.hand_out_openings", draw.proceeding_id, **given)
    answer = signed_in(scene.witness).get(address)
    assert "every row opened; subjects and teams are those drawn" in checked(answer.content)
    assert signed_in(scene.world.stranger).get(address).status_code == 403


def test_the_page_of_a_draw_shows_the_protocol_and_its_strips(scene: Scene) -> None:
    draw = scene.held()
    with acting_as(scene.world.nobody):
        first = first_leaves(draw, 3)
        whole = parted(draw.plan, bytes(draw.leaves))
    assert {name: leaves[:3] for name, leaves in whole.items()} == first
    page = Client().get(f"/draws/{draw.pk}/").content.decode()
    assert draw.result is not None
    assert draw.result["seed"] in page
    assert draw.plan_hash in page
    assert 'class="sdraw"' in page
    listed = Client().get(f"/draws/{draw.pk}/names/").content.decode()
    assert listed.count("/subjects/") == len(draw.result["subjects"])
