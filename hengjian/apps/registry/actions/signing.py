"""Identity confirmation of everybody who signs: by the person signed in, or at the counter with a face check."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import Confirmation, IdentityResult
from hengjian.apps.registry.procedures import Change, Establishment
from hengjian.apps.registry.rules.articles import RULES, art
from hengjian.apps.registry.rules.persons import SIGNERS
from hengjian.kernel.act import register
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import ANYONE, APPLICANT, MACHINE, Principal, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, NotAllowed

from . import taking

HOW = [
    ("face", gettext_lazy("Seen at the counter, face and card agree")),
    ("video", gettext_lazy("Seen by video, face and card agree")),
    ("notary", gettext_lazy("Notarised or certified document from abroad")),
    ("seal", gettext_lazy("Entity: its seal and its representative")),
]


class Seen(Given):
    """An officer says who was seen, and how."""

    name: str = ask(gettext_lazy("Who confirmed"), at_most=200)
    how: str = ask(gettext_lazy("How"), choices=HOW, pattern="^(face|video|notary|seal)$")
    reason: str = ask(gettext_lazy("What was seen, and why not by the person itself"), lines=2, at_least=4, at_most=200)


def call(row: Any, on: Occasion) -> State:
    """Who must confirm; a filer who has been identified as one of them confirms by filing."""
    people = {
        (p.name, fingerprint(p.number)): p.role for p in reversed(taking.people_of(row.people)) if p.role in SIGNERS
    }
    own = prints_of(on.principal)
    row.filed["signers"] = [
        {"role": role, "name": name, "id_print": id_print, "self": own.get(id_print) == name}
        for (name, id_print), role in people.items()
    ]
    states = type(row)
    if all(s["self"] for s in row.filed["signers"]):
        on.then(f"{row.key}.examine", row.pk)
        found: State = states.examination
    else:
        on.then(f"{row.key}.invite", row.pk)
        found = states.signing
    return found


def prints_of(principal: Principal) -> dict[str, str]:
    """Every number the principal has been found to have, with the name: its own, and of the entities it acts for."""
    entities = Subject.objects.filter(pk__in=principal.subjects).values_list("code", "name")
    return queries.confirmed_as(principal.user_id) | {fingerprint(c): name for c, name in entities if c}


def keep(row: Any, on: Occasion) -> None:
    """Write down who signs, once; whoever filed it himself stands confirmed."""
    Confirmation.objects.bulk_create(
        [
            Confirmation(
                proceeding_id=row.pk,
                role=s["role"],
                name=s["name"],
                id_print=s["id_print"],
                at=row.opened_at if s["self"] else None,
                how="self" if s["self"] else "",
            )
            for s in row.filed.get("signers", [])
        ],
        ignore_conflicts=True,
    )


def waiting(row: Any) -> list[Confirmation]:
    """Who has not confirmed yet."""
    return list(Confirmation.objects.filter(proceeding_id=row.pk, at=None).order_by("pk"))


def invite(row: Any, given: Nothing, on: Occasion) -> None:
    """Let those who must confirm see the filing, as far as they are known here, and tell them."""
    keep(row, on)
    pending = {c.id_print: c.name for c in waiting(row)}
    users = IdentityResult.objects.filter(id_print__in=pending).values_list("user_id", "id_print", "name")
    known = set(row.parties.values_list("principal", flat=True))
    asked = {f"user:{user}" for user, id_print, name in users if pending[id_print] == name}
    entities = {fingerprint(code): pk for pk, code in _holders(row)}
    asked |= {f"subject:{pk}" for id_print, pk in entities.items() if id_print in pending}
    for who in sorted(asked - known):
        on.admit(who, "signatory")
    if asked:
        on.tell(*sorted(asked), title=_("Please confirm your signature: %(name)s") % {"name": row.title})
    on.note = "、".join(pending.values())
    days = on.law.limit("registry.signing_reminder").amount
    on.then(f"{row.key}.remind", row.pk, at=on.at + timedelta(days=days))


def _holders(row: Any) -> list[tuple[int, str]]:
    codes = [s.code for s in row.proposed.shares if s.code]
    return [(pk, code) for pk, code in Subject.objects.filter(code__in=codes).values_list("pk", "code") if code]


def remind(row: Any, given: Nothing, on: Occasion) -> None:
    """Remind those who have not confirmed, and the applicant of them."""
    names = [c.name for c in waiting(row)]
    on.note = "、".join(names)
    body = _("Still to confirm: %(names)s.") % {"names": on.note}
    title = _("Signatures are missing: %(name)s") % {"name": row.title}
    on.tell(APPLICANT, "signatory", title=title, body=body)


def confirm(row: Any, given: Nothing, on: Occasion) -> State:
    """Confirm with the identity under which one is signed in that one signs this filing."""
    own = prints_of(on.principal)
    mine = [c for c in waiting(row) if own.get(c.id_print) == c.name]
    if not mine:
        raise NotAllowed(
            _("Nothing was confirmed."),
            fact=_("No signature that is missing here belongs to the identity under which you are signed in."),
            article=art(on.law, 17, RULES),
            remedy=_("Have yourself identified under “My identity”, or come to the counter with your card."),
        )
    Confirmation.objects.filter(pk__in=[c.pk for c in mine]).update(at=on.at, how="self")
    on.note = "、".join(c.name for c in mine)
    return onward(row, on)


def record_confirmation(row: Any, given: Seen, on: Occasion) -> State:
    """Record that a person was seen at the counter and confirmed."""
    keep(row, on)
    found = [c for c in waiting(row) if c.name == given.name]
    if not found:
        names = "、".join(c.name for c in waiting(row))
        raise Incomplete(
            _("Nothing was recorded."),
            fields={"name": _("Waiting for: %(names)s.") % {"names": names}},
            article=art(on.law, 17, RULES),
        )
    Confirmation.objects.filter(pk__in=[c.pk for c in found]).update(at=on.at, how=given.how, note=given.reason)
    on.note = f"{given.name}：{dict(HOW)[given.how]}。{given.reason}"
    return onward(row, on)


def onward(row: Any, on: Occasion) -> State:
    """To the examination as soon as nobody is missing."""
    states = type(row)
    if waiting(row):
        found: State = states.signing
    else:
        on.then(f"{row.key}.examine", row.pk)
        found = states.examination
    return found


LABELS: dict[Any, tuple[Any, frozenset[str]]] = {
    invite: (gettext_lazy("Invite to sign"), frozenset({MACHINE})),
    remind: (gettext_lazy("Remind of signatures"), frozenset({MACHINE})),
    confirm: (gettext_lazy("Confirm that I sign this"), frozenset({ANYONE})),
    record_confirmation: (gettext_lazy("Record a confirmation at the counter"), frozenset({Role.HANDLER.value})),
}
for _procedure in (Establishment, Change):
    _onward = (_procedure.signing, _procedure.examination)
    for _run, (_label, _by) in LABELS.items():
        _targets = () if _by == {MACHINE} else _onward
        _given = Seen if _run is record_confirmation else Nothing
        register(
            _procedure,
            _run.__name__,
            _label,
            _run,
            (_procedure.signing,),
            _targets,
            _by,
            _given,
            doc=_run.__doc__ or "",
        )
