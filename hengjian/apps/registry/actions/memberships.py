"""Writing who acts for a firm. Parties may not write memberships, so the machine does it within the act that says so."""

from collections.abc import Mapping

from hengjian.kernel.act import acts
from hengjian.kernel.models import Act as ActRow
from hengjian.kernel.models import Party, Subject, SubjectMember
from hengjian.kernel.principal import ANYONE, APPLICANT, CLOCKWORK, acting_as


def managers(roles: Mapping[int, str]) -> set[int]:
    """Who of them manages the firm."""
    return {user for user, role in roles.items() if role == SubjectMember.OPERATOR}


def roles_of(subject: int) -> dict[int, str]:
    """Role of everybody who acts or reads for the firm; held until the transaction ends, so that two cannot both leave."""
    with acting_as(CLOCKWORK):
        Subject.objects.select_for_update().get(pk=subject)
        return dict(SubjectMember.objects.filter(subject_id=subject).values_list("user_id", "role"))


def let_in(subject: int, user: int, role: str) -> None:
    """From the next request on the person acts or reads for the firm; what it filed falls to the firm if it only reads."""
    with acting_as(CLOCKWORK):
        SubjectMember.objects.update_or_create(subject_id=subject, user_id=user, defaults={"role": role})
        if role == SubjectMember.READER:
            hand_over(subject, user)


def let_go(subject: int, user: int, *, role: str = "") -> None:
    """From the next request on the person is a stranger to the firm, and what it filed for the firm is the firm's."""
    with acting_as(CLOCKWORK):
        members = SubjectMember.objects.filter(subject_id=subject, user_id=user)
        gone, _each = (members.filter(role=role) if role else members).delete()
        if gone:
            hand_over(subject, user)


def hand_over(subject: int, user: int) -> int:
    """The firm itself takes the person's place as applicant wherever the matter is the firm's own.

    What anybody may open, such as an objection, was opened in one's own name and stays so; so does every matter in which
    the firm is the other side, as in a complaint of its own people.
    """
    firm, person = f"subject:{subject}", f"user:{user}"
    own = Party.objects.filter(principal=firm, role="entity").values("proceeding_id")
    theirs = Party.objects.filter(
        principal=person, role=APPLICANT, proceeding_id__in=own, proceeding__subject_id=subject
    ).exclude(proceeding_id__in=Party.objects.filter(principal=firm, role=APPLICANT).values("proceeding_id"))
    opened = ActRow.objects.filter(proceeding_id__in=theirs.values("proceeding_id"))
    first = dict(opened.order_by("proceeding_id", "pk").distinct("proceeding_id").values_list("proceeding_id", "name"))
    known = acts()
    for_firm = [pk for pk, name in first.items() if name in known and ANYONE not in known[name].by]
    return theirs.filter(proceeding_id__in=for_firm).update(principal=firm)
