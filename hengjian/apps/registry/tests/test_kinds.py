"""Establishment of every kind: who signs, what is demanded, what is refused and how it is said."""

from typing import Any

import pytest

from hengjian.apps.registry.actions import signing
from hengjian.apps.registry.models import Confirmation, EntityPerson, Holding, MarketEntity
from hengjian.apps.registry.tests.builders import act, company_filing, identified, identity_number, own, uploaded
from hengjian.kernel.models import Evidence, Setting, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
NAME = "周口市川汇区样岚商贸有限公司"


def founded(world: World, **values: Any) -> Any:
    """A company that He Xiaoman has filed; she has been identified, the other shareholder not yet."""
    identified(world.enterprise, "何小满", identity_number(71))
    return act(world.enterprise, "establishment.file_company", **company_filing(world.enterprise, **values))


def refused(world: World, opener: str, **given: Any) -> Incomplete:
    with acting_as(world.enterprise), pytest.raises(Incomplete) as found:
        perform(f"registry.establishment.{opener}", None, given, world.enterprise)
    return found.value


def signed(world: World, row: Any) -> Any:
    """The other shareholder is identified, invited and confirms; the machine examines."""
    identified(world.citizen, "白露", identity_number(72))
    act(CLOCKWORK, "establishment.invite", row.pk)
    act(world.citizen, "establishment.confirm", row.pk)
    return act(CLOCKWORK, "establishment.examine", row.pk)


def test_a_company_waits_for_every_signature_and_is_then_registered_by_the_rules(world: World) -> None:
    row = founded(world)
    assert row.state == "signing"
    with acting_as(CLOCKWORK), pytest.raises(Conflict):
        perform("registry.establishment.examine", row.pk, {}, CLOCKWORK)
    row = signed(world, row)
    assert (row.state, row.doubts) == ("approved", [])
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(name=NAME)
        assert subject.code is not None
        assert subject.code.startswith("91411602")
        assert MarketEntity.objects.get(pk=subject.pk).group == "company"
        assert list(Holding.objects.filter(subject=subject).values_list("name", "subscribed")) == [
            ("何小满", 500000), ("白露", 500000),
        ]  # fmt: skip
        assert set(EntityPerson.objects.filter(subject=subject).values_list("role", flat=True)) == {
            "representative", "shareholder", "supervisor", "beneficial_owner",
        }  # fmt: skip
        assert {e.name.partition("：")[0] for e in Evidence.objects.filter(proceeding_id=row.pk)} == {
            "公司章程", "法定代表人、董事、监事、高管任职文件",
        }  # fmt: skip
        assert all(c.how == "self" for c in Confirmation.objects.filter(proceeding_id=row.pk))


def test_an_officer_records_who_was_seen_and_why(world: World) -> None:
    row = founded(world)
    act(CLOCKWORK, "establishment.invite", row.pk)
    with acting_as(world.officer), pytest.raises(Incomplete) as missing:
        perform(
            "registry.establishment.record_confirmation",
            row.pk,
            {"name": "何小满", "how": "face", "reason": "本人到场"},
            world.officer,
        )
    assert "白露" in missing.value.fields["name"]
    row = act(
        world.officer, "establishment.record_confirmation", row.pk, name="白露", how="face", reason="本人到场，人证一致"
    )
    assert row.state == "examination"


def test_a_stranger_cannot_confirm_for_another(world: World) -> None:
    row = founded(world)
    identified(world.citizen, "白露", identity_number(72))
    act(CLOCKWORK, "establishment.invite", row.pk)
    with acting_as(world.enterprise), pytest.raises(NotAllowed):
        perform("registry.establishment.confirm", row.pk, {}, world.enterprise)
    with acting_as(CLOCKWORK):
        assert [c.name for c in signing.waiting(row)] == ["白露"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"capital": "999999"}, "capital"),
        ({"posts": []}, "posts"),
        ({"type_code": "1151"}, "type_code"),
        ({"materials": []}, "materials"),
        ({"id_number": "110101199003070717"}, "id_number"),
        ({"promise": False}, "promise"),
        ({"division": "411699"}, "division"),
        ({"type_code": "5110"}, "origin"),
    ],
)
def test_a_company_filing_that_is_hopeless_names_the_field(world: World, values: dict[str, Any], field: str) -> None:
    found = refused(world, "file_company", **company_filing(world.enterprise, **values))
    assert field in found.fields


def test_a_term_of_contribution_over_five_years_is_refused_with_its_article(world: World) -> None:
    given = company_filing(world.enterprise)
    given["shares"][0]["due_on"] = "2039-01-01"
    found = refused(world, "file_company", **given)
    assert "何小满" in found.fields["shares"]
    assert "第四十七条" in found.fields["shares"]


def test_papers_that_are_missing_are_named_one_by_one(world: World) -> None:
    found = refused(world, "file_company", **company_filing(world.enterprise, materials=[]))
    assert "公司章程" in found.fields["materials"]
    assert "任职文件" in found.fields["materials"]
    assert "申请书" not in found.fields["materials"]


def test_a_file_of_somebody_else_is_not_taken(world: World) -> None:
    stolen = [{"what": "articles", "file": uploaded(world.citizen)}, {"what": "appointments", "file": "x.y"}]
    found = refused(world, "file_company", **company_filing(world.enterprise, materials=stolen))
    assert "materials.0.file" in found.fields


def partnership(principal: Principal, **values: Any) -> dict[str, Any]:
    given = company_filing(principal)
    for key in ("term_until", "posts"):
        given.pop(key, None)
    shares = [{**s, "liability": "unlimited"} for s in given["shares"]]
    papers = [{"what": w, "file": uploaded(principal, w)} for w in ("partnership_agreement", "executive_mandate")]
    return given | {
        "name": "周口市川汇区样岚商贸中心（普通合伙）", "type_code": "4531", "shares": shares, "materials": papers,
    } | values  # fmt: skip


def test_a_partnership_is_taken_and_its_liability_checked(world: World) -> None:
    row = act(world.enterprise, "establishment.file_partnership", **partnership(world.enterprise))
    assert row.proposed.shares[0].liability == "unlimited"
    one = partnership(world.enterprise)
    found = refused(world, "file_partnership", **one | {"shares": one["shares"][:1], "capital": "500000"})
    assert "shares" in found.fields
    assert "合伙企业法" in found.fields["shares"]


def test_a_sole_proprietorship_needs_no_paper_and_one_signature(world: World) -> None:
    given = company_filing(world.enterprise)
    given = {k: v for k, v in given.items() if k not in ("type_code", "shares", "posts", "owners", "materials")}
    identified(world.enterprise, "何小满", identity_number(71))
    row = act(world.enterprise, "establishment.file_sole_proprietorship", **given | {"name": "周口市川汇区样岚百货店"})
    row = act(CLOCKWORK, "establishment.examine", row.pk)
    assert row.state == "approved"


def test_a_cooperative_counts_members_and_farmers(world: World) -> None:
    given = company_filing(world.enterprise)
    given = {k: v for k, v in given.items() if k not in ("type_code", "shares", "posts", "owners")}
    members = [
        {"name": f"社员{n}", "number": identity_number(300 + n), "subscribed": "1000", "farmer": n < 4}
        for n in "0123"
        for n in [int(n)]
    ]
    papers = [{"what": w, "file": uploaded(world.enterprise, w)} for w in ("coop_articles", "founding_minutes")]
    papers += [{"what": w, "file": uploaded(world.enterprise, w)} for w in ("coop_officers", "member_list")]
    given |= {"name": "周口市川汇区样岚粮油种植专业合作社", "capital": "4000", "materials": papers}
    found = refused(world, "file_cooperative", **given, members=members)
    assert "农民专业合作社法" in found.fields["shares"]
    more = [{"name": "社员四", "number": identity_number(400), "subscribed": "1000", "farmer": False}]
    row = act(world.enterprise, "establishment.file_cooperative", **given | {"capital": "5000"}, members=members + more)
    assert row.state == "signing"
    assert len(row.proposed.shares) == 5


def test_a_branch_is_named_after_a_parent_that_is_registered(world: World) -> None:
    parent, _principal = own(world.enterprise)
    given = company_filing(world.enterprise)
    keep = ("division", "premises", "scope", "representative", "id_number", "phone", "promise")
    given = {k: given[k] for k in keep} | {
        "parent": parent.code,
        "name": f"{parent.name}川汇分公司",
        "type_code": "2130",
        "materials": [{"what": "responsible_appointment", "file": uploaded(world.enterprise)}],
    }
    row = act(world.enterprise, "establishment.file_branch", **given)
    assert row.proposed.parent == parent.code
    assert "name" in refused(world, "file_branch", **given | {"name": "别家有限公司分公司"}).fields
    stranger = refused(world, "file_branch", **given | {"parent": "91411602MA9K3B7X5N"[:17] + "A"})
    assert "parent" in stranger.fields or "name" in stranger.fields


def test_a_pilot_area_confirms_what_elsewhere_an_officer_would_look_at(world: World) -> None:
    with acting_as(CLOCKWORK):
        Setting.objects.create(key="registry.confirmation_areas", value=["4116"])
    other, _p = own(world.citizen)
    row = founded(world, name="周口市川汇区样蓝商贸有限公司")
    row = signed(world, row)
    assert row.state == "approved"
    assert other.pk != row.subject_id
