"""Related complaints in the database: found across channels, within what the reader may see, without keeping the text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hengjian.apps.consumer.actions.likeness import recount
from hengjian.apps.consumer.models import ToldMatter
from hengjian.apps.consumer.queries import likeness as queries
from hengjian.apps.consumer.rules import likeness as rules
from hengjian.apps.consumer.tests import told as b
from hengjian.apps.consumer.tests.test_likeness import AGAIN, FIRST, OTHER_MATTER
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject

pytestmark = pytest.mark.django_db


def test_related_complaints_are_found_across_channels_with_reasons(world: World) -> None:
    one = make_subject("七一路样佳超市")
    first = b.told(one, FIRST, 5, channel="wechat")
    again = b.told(None, AGAIN, 3, channel="hotline_12345")
    other = b.told(one, OTHER_MATTER, 4)
    with acting_as(world.officer):
        found = {r.proceeding_id: r for r in queries.related(first)}
    assert found[again].same
    assert "same amount" in found[again].why or "金额相同" in found[again].why
    assert other not in found or not found[other].same


def test_who_may_not_see_a_matter_does_not_learn_of_it(world: World) -> None:
    first = b.told(None, FIRST, 5)
    far = b.told(None, AGAIN, 3, authority="411624")
    with acting_as(world.officer):
        assert queries.related(first) == []
        assert queries.related(far) == []
        assert queries.told(far) is None
    with acting_as(world.city):
        assert [r.proceeding_id for r in queries.related(first)] == [far]


def test_the_index_keeps_no_text_and_no_telephone(world: World) -> None:
    pk = b.told(None, FIRST)
    with acting_as(CLOCKWORK):
        row = ToldMatter.objects.get(pk=pk)
        kept = repr(row.facts) + repr(bytes(row.pieces)) + repr(row.keys)
    assert "0017" not in kept.replace("-", "x0x") or "138" not in kept
    assert "电饭煲".encode() not in bytes(row.pieces)
    assert (row.problem, row.category) == ("safety", "G050201")


def test_noting_again_corrects_and_does_not_double(world: World) -> None:
    pk = b.told(None, FIRST)
    subject = make_subject("七一路样佳超市")
    b.note(pk, subject.pk, FIRST, timezone.now() - timedelta(days=1), problem="quality")
    with acting_as(CLOCKWORK):
        row = ToldMatter.objects.get()
    assert (row.subject_id, row.problem) == (subject.pk, "quality")


def test_rarity_is_counted_over_what_is_there(world: World) -> None:
    for n in range(4):
        b.told(None, f"{FIRST}{n}")
    assert recount() == 4
    with acting_as(world.officer):
        known = queries.rarity()
    assert known.tellings == 4
    assert int(known.of(rules.pieces_of(FIRST)).max()) == 4
