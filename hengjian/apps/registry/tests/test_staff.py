"""A firm's own people: who manages it lets others in, as who files or only reads, and takes it back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry.queries import staff as reads
from hengjian.apps.registry.rules import staff as rules
from hengjian.kernel import tokens
from hengjian.kernel.models import Party, Subject, User
from hengjian.kernel.offers import offers_of
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, again, person, signed_in

from .builders import act, own

pytestmark = pytest.mark.django_db


class Firm:
    """A firm, who founded it, and a colleague who has been let in with a role."""

    def __init__(self, world: World, role: str) -> None:
        self.world, self.colleague = world, world.citizen
        self.subject, self.founder = own(world.enterprise)
        self.access = self.invited(self.colleague, role)
        act(self.colleague, "staff_access.accept", self.access.pk)
        self.colleague = again(self.colleague)

    def invited(self, who: Principal, role: str) -> Any:
        account = User.objects.get(pk=who.user_id or 0).username
        given = {"subject": self.subject.pk, "account": account, "role": role, "until": in_days(100)}
        row = act(self.founder, "staff_access.invite", **given)
        return act(CLOCKWORK, "staff_access.deliver_invitation", row.pk)

    def seal(self, who: Principal) -> Any:
        return act(who, "firm_seal.ask_for_seal", subject=self.subject.pk, kind="official", keeper="白露")


def newcomer(username: str) -> Principal:
    with acting_as(CLOCKWORK):
        return person(username)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_a_reader_sees_page_and_matters_but_acts_on_nothing(world: World) -> None:
    firm = Firm(world, "reader")
    seal = firm.seal(firm.founder)
    reader = firm.colleague
    assert (reader.subjects, reader.readable) == ((), (firm.subject.pk,))
    act(CLOCKWORK, "firm_seal.issue_seal", seal.pk)
    browser = signed_in(reader)
    assert seal.number in browser.get(f"/p/{seal.pk}/").content.decode()
    assert browser.get(f"/subjects/{firm.subject.pk}/people/").status_code == 200
    with acting_as(reader):
        seal.refresh_from_db()
        assert [o.act.verb for o in offers_of(seal, reader) if o.allowed] == []
    answer = browser.post(f"/p/{seal.pk}/act/cancel_seal/", {})
    refusal = _refused(reader, "firm_seal.cancel_seal", seal.pk)
    assert answer.status_code == 403
    assert refusal.fact in answer.content.decode()
    assert refusal.remedy in answer.content.decode()
    with acting_as(CLOCKWORK):
        key = tokens.issue(User.objects.get(pk=reader.user_id or 0), "t", ("read", "act"))
    called = browser.post(
        f"/api/v1/registry/firm_seal/{seal.pk}/cancel_seal", {}, content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    assert (called.status_code, called.json()["detail"]) == (403, refusal.fact)


def _refused(who: Principal, name: str, pk: int | None = None, **given: Any) -> NotAllowed:
    with pytest.raises(NotAllowed) as refused:
        act(who, name, pk, **given)
    assert refused.value.fact
    assert refused.value.remedy
    return refused.value


def test_a_reader_opens_no_matter_for_the_firm_and_is_told_why(world: World) -> None:
    firm = Firm(world, "reader")
    given = {"subject": firm.subject.pk, "kind": "official", "keeper": "白露"}
    refused = _refused(firm.colleague, "firm_seal.ask_for_seal", **given)
    assert "subject" in refused.fields
    stranger = newcomer("stranger-to-it")
    with pytest.raises(Incomplete):
        act(stranger, "firm_seal.ask_for_seal", **given)


def test_a_filer_files_but_does_not_manage(world: World) -> None:
    firm = Firm(world, "filer")
    assert firm.seal(firm.colleague).state == "making"
    given = {"subject": firm.subject.pk, "account": "officer", "role": "reader", "until": in_days(9)}
    _refused(firm.colleague, "staff_access.invite", **given)
    _refused(firm.colleague, "staff_access.take_access_back", firm.access.pk)
    _refused(firm.colleague, "staff_access.change_role", firm.access.pk, role="operator")
    assert again(firm.colleague).managed == ()


def test_what_a_filer_has_filed_stays_with_the_firm_when_the_access_ends(world: World) -> None:
    firm = Firm(world, "filer")
    seal = firm.seal(firm.colleague)
    act(CLOCKWORK, "firm_seal.issue_seal", seal.pk)
    act(firm.founder, "staff_access.take_access_back", firm.access.pk)
    gone = again(firm.colleague)
    assert (gone.subjects, gone.readable) == ((), ())
    with pytest.raises(NotFound):
        act(gone, "firm_seal.cancel_seal", seal.pk)
    with acting_as(CLOCKWORK):
        applicants = Party.objects.filter(proceeding_id=seal.pk, role="applicant")
        assert list(applicants.values_list("principal", flat=True)) == [f"subject:{firm.subject.pk}"]
    assert act(firm.founder, "firm_seal.cancel_seal", seal.pk).state == "ending"


def test_who_becomes_a_reader_no_longer_acts_on_what_he_filed(world: World) -> None:
    firm = Firm(world, "filer")
    seal = firm.seal(firm.colleague)
    act(CLOCKWORK, "firm_seal.issue_seal", seal.pk)
    act(firm.founder, "staff_access.change_role", firm.access.pk, role="reader")
    _refused(again(firm.colleague), "firm_seal.cancel_seal", seal.pk)


def test_the_last_who_manages_cannot_leave_and_stays_when_the_day_comes(world: World) -> None:
    firm = Firm(world, "operator")
    me = {"subject": firm.subject.pk, "account": "enterprise"}
    act(firm.founder, "staff_access.end_access", **me)
    second = firm.colleague
    with pytest.raises(Conflict):
        act(second, "staff_access.leave_firm", firm.access.pk)
    with pytest.raises(Conflict):
        act(second, "staff_access.change_role", firm.access.pk, role="filer")
    row = act(CLOCKWORK, "staff_access.close_access", firm.access.pk)
    assert (row.state, row.until) == ("standing", in_days(rules.DAYS_MORE))
    assert again(firm.founder).subjects == ()


def test_an_access_ends_on_its_day_and_an_invitation_may_be_declined(world: World) -> None:
    firm = Firm(world, "filer")
    assert act(CLOCKWORK, "staff_access.close_access", firm.access.pk).state == "over"
    assert again(firm.colleague).subjects == ()
    second = firm.invited(again(firm.colleague), "reader")
    assert act(firm.colleague, "staff_access.decline", second.pk).state == "declined"
    assert again(firm.colleague).readable == ()


def test_only_the_invited_answers(world: World) -> None:
    firm = Firm(world, "reader")
    other = newcomer("another")
    row = firm.invited(other, "operator")
    for who in (firm.founder, firm.colleague):
        with pytest.raises(NotAllowed):
            act(who, "staff_access.accept", row.pk)
    with pytest.raises(NotFound):
        act(newcomer("third"), "staff_access.accept", row.pk)


def test_the_page_shows_who_acts_with_role_and_buttons_for_who_manages(world: World) -> None:
    firm = Firm(world, "reader")
    [(subject, people)] = reads.people_of([firm.subject.pk])
    assert subject == firm.subject
    assert [(p.account, p.role) for p in people] == [("enterprise", "operator"), ("citizen", "reader")]
    change = f"/p/{firm.access.pk}/act/change_role/"
    assert change in signed_in(firm.founder).get("/mine/people/").content.decode()
    seen = signed_in(firm.colleague).get("/mine/people/").content.decode()
    assert firm.subject.name in seen
    assert change not in seen
    file = f"/subjects/{firm.subject.pk}/people/"
    assert "何小满" in signed_in(world.officer).get(file).content.decode()
    assert signed_in(world.stranger).get(file).status_code == 404
    assert signed_in(newcomer("fourth")).get(file).status_code == 404


KNOWN = rules.Invitee(found=True)


@pytest.mark.parametrize(
    ("who", "days", "field"),
    [
        (replace(KNOWN, found=False), 9, "account"),
        (replace(KNOWN, oneself=True), 9, "account"),
        (replace(KNOWN, officer=True), 9, "account"),
        (replace(KNOWN, inside=True), 9, "account"),
        (KNOWN, 0, "until"),
        (KNOWN, 1200, "until"),
    ],
)
def test_whom_one_may_invite(who: rules.Invitee, days: int, field: str) -> None:
    found = rules.invitation(who, in_days(days), in_days(0))
    assert [g.field for g in found.grounds] == [field]
    assert rules.invitation(KNOWN, in_days(9), in_days(0)).clear


def test_the_subject_of_a_stranger_has_no_people_to_show(world: World) -> None:
    assert reads.people_of([]) == []
    assert not Subject.objects.filter(pk__in=world.citizen.concerns).exists()
