"""Keeping the grid, devices, trigger rules and watchers: the head or administrator of a place sets them for this place."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import GridCell, InspectionItem, SocialWatcher, TriggerRule, WatchDevice
from hengjian.apps.inspection.models.ground import DEVICES, WATCHERS
from hengjian.apps.inspection.procedures import GroundSetting
from hengjian.apps.inspection.rules.triggers import CONDITIONS
from hengjian.kernel import divisions, people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Officer, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

KEEPERS = (Role.ADMIN, Role.HEAD)
BASIS = "enterprise_inspection_norms"
PLACE = r"^(\d{6}(\d{3})?)?$"
OWN_PLACE = gettext_lazy("Left empty: the place of your own authority")


def _reason() -> Any:
    return ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=300)


def _place() -> Any:
    return ask(gettext_lazy("Division code"), default="", pattern=PLACE, help=OWN_PLACE)


class CellDrawn(Given):
    number: str = ask(gettext_lazy("Number of the cell"), at_most=20, pattern=r"^[0-9A-Za-z-]+$")
    name: str = ask(gettext_lazy("Name"), at_most=80)
    place: str = _place()
    villages: str = ask(
        gettext_lazy("Villages and communities"), default="", at_most=500, help=gettext_lazy("Separated by commas.")
    )
    officer: int = ask(gettext_lazy("Officer who answers for it"), kind="officer")
    reason: str = _reason()


class CellDropped(Given):
    cell: str = ask(gettext_lazy("Cell"), kind="grid_cell", at_most=20)
    reason: str = _reason()


class DeviceRegistered(Given):
    number: str = ask(gettext_lazy("Number of the device"), at_most=40, pattern=r"^[0-9A-Za-z-]+$")
    kind: str = ask(gettext_lazy("Kind"), choices=DEVICES)
    place: str = ask(gettext_lazy("Where it stands"), at_most=200)
    division: str = _place()
    business: str = ask(
        gettext_lazy("Business it stands in"), default="", pattern=r"^([0-9A-Z]{18})?$",
        help=gettext_lazy("Unified social credit code; empty where it stands in none"),
    )  # fmt: skip
    account: str = ask(
        gettext_lazy("Account whose key it uses"), at_most=60,
        help=gettext_lazy("What it saw is handed in by the API with a key of this account."),
    )  # fmt: skip
    reason: str = _reason()


class DeviceStopped(Given):
    device: str = ask(gettext_lazy("Device"), kind="watch_device", at_most=40)
    reason: str = _reason()


class TriggerSet(Given):
    name: str = ask(gettext_lazy("Rule"), at_least=4, at_most=120)
    place: str = _place()
    subject_kind: str = ask(
        gettext_lazy("Kind of subject"), default="", at_most=40, help=gettext_lazy("Left empty: every kind")
    )
    condition: str = ask(gettext_lazy("Condition"), choices=CONDITIONS)
    threshold: int = ask(gettext_lazy("From how many on"), kind="number", at_least=1, at_most=1000)
    items: list[str] = ask(gettext_lazy("Items of the light check"), kind="inspection_item")
    reason: str = _reason()


class TriggerEnded(Given):
    rule: int = ask(gettext_lazy("Rule"), kind="trigger_rule")
    reason: str = _reason()


class WatcherNamed(Given):
    account: str = ask(gettext_lazy("Account"), at_most=60)
    kind: str = ask(gettext_lazy("Kind"), choices=WATCHERS)
    place: str = _place()
    reason: str = _reason()


class WatcherReleased(Given):
    watcher: int = ask(gettext_lazy("Watcher"), kind="social_watcher")
    reason: str = _reason()


def _here(given_place: str, field: str, on: Occasion, what: str) -> str:
    """The place that is meant, within the range of who sets it."""
    place = given_place or on.principal.place
    if place not in divisions.names() or not on.principal.sees(place):
        fact = _("Choose a division within your own range.")
        raise Incomplete(what, fact=fact, article=on.law.cite(BASIS), fields={field: fact})
    return place


def _found(rows: Any, field: str, on: Occasion, what: str) -> Any:
    """What is to be ended: it must be there and lie within the range of who ends it."""
    one = rows.first()
    if one is None or not on.principal.sees(one.code):
        raise Incomplete(what, fields={field: _("Choose one of your own range.")})
    return one


def _said(row: GroundSetting, label: Any, name: str, reason: str, on: Occasion) -> None:
    row.about, row.reason = f"{label}：{name}"[:300], reason
    row.title, on.note = row.about[:200], reason


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Draw a cell of the grid"), basis=BASIS)
def draw_cell(row: GroundSetting, given: CellDrawn, on: Occasion) -> None:
    """A new cell, or another name, place or officer for one that is there."""
    what = _("The cell was not set.")
    code = _here(given.place, "place", on, what)
    officer = Officer.objects.filter(pk=given.officer, active=True).first()
    if officer is None or not (on.principal.sees(officer.authority_id) or code.startswith(officer.authority_id)):
        raise Incomplete(what, fields={"officer": _("Choose an active officer of this place.")})
    there = GridCell.objects.filter(pk=given.number).first()
    if there is not None and not on.principal.sees(there.code):
        raise Conflict(what, fact=_("Another place has a cell of this number."))
    names = [n.strip() for n in given.villages.replace("，", ",").replace("、", ",").split(",") if n.strip()]
    values = {"name": given.name, "code": code, "villages": names, "officer": officer}
    with acting_as(CLOCKWORK):
        GridCell.objects.update_or_create(pk=given.number, defaults=values)
    on.tell(f"officer:{officer.pk}", title=_("You answer for cell %(name)s") % {"name": given.name})
    _said(row, _("Cell"), f"{given.number} {given.name}（{officer}）", given.reason, on)


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Take a cell out of the grid"), basis=BASIS)
def drop_cell(row: GroundSetting, given: CellDropped, on: Occasion) -> None:
    """The cell is no longer; another takes its villages."""
    one = _found(GridCell.objects.filter(pk=given.cell), "cell", on, _("The cell was not taken out."))
    _said(row, _("Cell taken out"), f"{one.number} {one.name}", given.reason, on)
    with acting_as(CLOCKWORK):
        one.delete()


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Register a device"), basis=BASIS)
def register_device(row: GroundSetting, given: DeviceRegistered, on: Occasion) -> None:
    """A camera, drone, meter or sensor whose findings are taken as evidence with a lead, place and hash."""
    what = _("The device was not registered.")
    code = _here(given.division, "division", on, what)
    user = people.account_named(given.account, what)
    subject = Subject.objects.filter(code=given.business).first() if given.business else None
    if given.business and (subject is None or not on.principal.sees(subject.division_code)):
        raise Incomplete(what, fields={"business": _("Choose a subject of your own place.")})
    there = WatchDevice.objects.filter(pk=given.number).first()
    if there is not None and not on.principal.sees(there.code):
        raise Conflict(what, fact=_("Another place has a device of this number."))
    values = {"kind": given.kind, "place": given.place, "code": code, "subject": subject, "user": user, "active": True}
    with acting_as(CLOCKWORK):
        WatchDevice.objects.update_or_create(pk=given.number, defaults=values)
    _said(row, dict(DEVICES)[given.kind], f"{given.number} {given.place}", given.reason, on)


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Stop a device"), basis=BASIS)
def stop_device(row: GroundSetting, given: DeviceStopped, on: Occasion) -> None:
    """Nothing is taken from it any more; what it handed in stays."""
    rows = WatchDevice.objects.filter(pk=given.device, active=True)
    one = _found(rows, "device", on, _("The device was not stopped."))
    with acting_as(CLOCKWORK):
        WatchDevice.objects.filter(pk=one.pk).update(active=False)
    _said(row, _("Device stopped"), f"{one.number} {one.place}", given.reason, on)


@act(
    None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Publish a trigger rule"), discloses="trigger_rule",
    basis=BASIS,
)  # fmt: skip
def set_trigger(row: GroundSetting, given: TriggerSet, on: Occasion) -> None:
    """Published beforehand: who falls under it gets no ordinary visit, but a light one once the condition comes true."""
    what = _("The rule was not published.")
    code = _here(given.place, "place", on, what)
    known = dict(InspectionItem.objects.filter(pk__in=given.items).values_list("pk", "name"))
    if not given.items or set(given.items) - set(known):
        raise Incomplete(what, fields={"items": _("Choose items of the list.")})
    if TriggerRule.objects.filter(code=code, name=given.name, active=True).exists():
        raise Conflict(what, fact=_("A rule of this name holds here already."), remedy=_("End it first."))
    values = {"subject_kind": given.subject_kind, "condition": given.condition, "threshold": given.threshold}
    with acting_as(CLOCKWORK):
        TriggerRule.objects.create(name=given.name, code=code, items=given.items, **values)
    condition = f"{dict(CONDITIONS)[given.condition]} ≥ {given.threshold}"
    body = {"name": given.name, "matter": condition, "content": "、".join(known.values()), "reason": given.reason}
    on.disclose("trigger_rule", f"触发式监管规则：{given.name}", on.law.cite(BASIS), body)
    _said(row, _("Trigger rule"), f"{given.name}（{condition}）", given.reason, on)


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("End a trigger rule"), basis=BASIS)
def end_trigger(row: GroundSetting, given: TriggerEnded, on: Occasion) -> None:
    """Whoever fell under it is drawn and visited like others again."""
    rows = TriggerRule.objects.filter(pk=given.rule, active=True)
    one = _found(rows, "rule", on, _("The rule was not ended."))
    with acting_as(CLOCKWORK):
        TriggerRule.objects.filter(pk=one.pk).update(active=False)
    _said(row, _("Trigger rule ended"), one.name, given.reason, on)


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Name a social supervisor"), basis=BASIS)
def name_watcher(row: GroundSetting, given: WatcherNamed, on: Occasion) -> None:
    """The account may report what it sees in the place; each report gets an answer by a clock."""
    what = _("Nobody was named.")
    code, user = _here(given.place, "place", on, what), people.account_named(given.account, what)
    there = SocialWatcher.objects.filter(user=user).first()
    if there is not None and not on.principal.sees(there.code):
        raise Conflict(what, fact=_("This account reports for another place."))
    with acting_as(CLOCKWORK):
        values = {"kind": given.kind, "code": code, "active": True}
        SocialWatcher.objects.update_or_create(user=user, defaults=values)
    on.tell(
        f"user:{user.pk}", title=_("You may report what you see in %(place)s") % {"place": divisions.full_name(code)}
    )
    _said(row, dict(WATCHERS)[given.kind], str(user), given.reason, on)


@act(None, GroundSetting.entered, by=KEEPERS, label=gettext_lazy("Release a social supervisor"), basis=BASIS)
def release_watcher(row: GroundSetting, given: WatcherReleased, on: Occasion) -> None:
    """The account reports no more; its reports stay."""
    rows = SocialWatcher.objects.filter(pk=given.watcher, active=True).select_related("user")
    one = _found(rows, "watcher", on, _("Nobody was released."))
    with acting_as(CLOCKWORK):
        SocialWatcher.objects.filter(pk=one.pk).update(active=False)
    _said(row, _("Social supervisor released"), str(one.user), given.reason, on)
