"""Firms that grow and what goes with them: nursery, financing, seals, mandates, party work, conversion."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hengjian.apps.registry.actions import conversion, register
from hengjian.apps.registry.models import Department, FirmSize, ServiceOrganisation
from hengjian.apps.registry.rules.items import Items, Place
from hengjian.kernel.models import Subject, User
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .leaving import COUNTY, Play

CITY = COUNTY[:4]
FIELDS = ("冷链食品配送", "农产品粗加工", "小型农机维修", "校服定制", "社区便民零售")
HELP = ("对接样银行发放信用贷款三十万元", "指导制定企业标准一项", "组织参加质量管理培训")


def load(play: Play) -> int:
    """Play them all; gives how many firms took part."""
    before = play.made
    with acting_as(CLOCKWORK):
        Department.objects.create(kind="bank", name="样银行", division_code=CITY, user=play.users["bank"])
        helper = play.users["association"]
        association = ServiceOrganisation.objects.create(name=helper.display_name, division_code=CITY, user=helper)
    _nursery(play)
    _financing(play)
    _seals(play)
    _party_work(play)
    _conversion(play)
    play.ago = 6
    mandate = {"subject": play.company().pk, "organisation": association.pk, "until": play.day(300)}
    play.then("mandate.begin_mandate", play.do("mandate.give_mandate", None, "agent", **mandate).pk)
    _staff(play)
    play.ago = 0
    return play.made - before


def _staff(play: Play) -> None:
    """A firm whose accountant files, whose shopkeeper only reads, and whose newest has not answered yet."""
    play.ago = 20
    firm = play.company()
    for n, (name, role) in enumerate((("林苗", "filer"), ("高原", "reader"), ("石青", "reader")), 1):
        account = f"staff{n}"
        with acting_as(CLOCKWORK):
            person = User(username=account, display_name=name, synthetic=True)
            person.set_unusable_password()
            person.save()
            play.users[account] = person
        given = {"subject": firm.pk, "account": account, "role": role, "until": play.day(365)}
        row = play.do("staff_access.invite", None, "agent", **given)
        play.then("staff_access.deliver_invitation", row.pk)
        if n < 3:
            play.do("staff_access.accept", row.pk, account)


def _small(play: Play, size: str = "micro") -> Subject:
    """A firm that has declared its size."""
    firm = play.company()
    _declare(play, firm, size, play.today.year - 2)
    return firm


def _declare(play: Play, firm: Subject, size: str, year: int) -> None:
    with acting_as(CLOCKWORK):
        FirmSize.objects.create(subject=firm, year=year, industry="retail", size=size)


def _nursery(play: Play) -> None:
    """One firm at each stage: proposed, not admitted, nurtured, risen to the city, grown out."""
    for n, fate in enumerate(("proposed", "not_admitted", "nurtured", "risen", "grown")):
        play.ago = 200
        firm = _small(play, "small" if fate == "grown" else "micro")
        wish = {"subject": firm.pk, "level": "county", "field": FIELDS[n]}
        play.ago = 2 if fate == "proposed" else 180
        row = play.do("nursery_place.propose_place", None, "agent", **wish)
        if fate == "not_admitted":
            play.do("nursery_place.leave_outside", row.pk, "countyhead", reason="申报领域与实际经营不符")
        if fate in ("proposed", "not_admitted"):
            continue
        play.do("nursery_place.take_into", row.pk, "countyhead")
        for ago, service in zip((150, 90, 30), HELP, strict=True):
            play.ago = ago
            play.do("nursery_place.record_help", row.pk, "county", service=service)
        if fate == "risen":
            above = play.do("nursery_place.propose_place", None, "agent", **wish | {"level": "city"})
            play.do("nursery_place.take_into", above.pk, "city")
            play.then("nursery_place.rise", row.pk, 0, 1)  # nth 0 is the end of its term
        if fate == "grown":
            _declare(play, firm, "medium", play.today.year - 1)
            play.do("nursery_place.grow_out", row.pk, "county")


def _financing(play: Play) -> None:
    """Three wishes: the bank has offered, the offer is chosen, the money is there."""
    for n, fate in enumerate(("open", "agreed", "granted")):
        play.ago = 8
        wish: dict[str, Any] = {"amount": Decimal(30 + 20 * n), "months": 12 * (n + 1), "purpose": "采购设备和原料"}
        given = wish | {"subject": _small(play).pk, "released": ["licence"], "days": 90}
        row = play.do("financing_need.seek_financing", None, "agent", **given)
        play.then("financing_need.put_to_banks", row.pk)
        play.ago = 5
        offer = {"amount": wish["amount"] - 5, "rate": Decimal("3.65"), "months": 12, "note": "信用贷款，按月付息"}
        play.do("financing_need.offer", row.pk, "bank", **offer)
        play.ago = 3
        if fate != "open":
            play.do("financing_need.choose_offer", row.pk, "agent", bank="样银行")
        if fate == "granted":
            play.do("financing_need.record_loan", row.pk, "bank", outcome=f"已放款{offer['amount']}万元")


def _seals(play: Play) -> None:
    """A firm with a seal in use and a person's own under it; another whose seal was lost."""
    for fate in ("in_use", "lost"):
        play.ago = 40
        firm = play.company()
        seals = []
        for kind, keeper in (("official", "白露"), ("personal", "何小满")):
            wish = {"subject": firm.pk, "kind": kind, "electronic": True, "keeper": keeper}
            seals.append(play.do("firm_seal.ask_for_seal", None, "agent", **wish))
            play.then("firm_seal.issue_seal", seals[-1].pk)
        play.ago = 12
        play.do("firm_seal.enter_use", seals[0].pk, "agent", document="冬季货品购销合同", by="白露")
        if fate == "lost":
            play.ago = 1
            play.do("firm_seal.report_loss", seals[0].pk, "agent", story="存放印章密钥的设备外出时遗失")
            told = play.last
            play.then("firm_seal.cancel_seal", seals[1].pk, told)
            play.then("firm_seal.tell_end", seals[1].pk)
            play.then("firm_seal.tell_end", seals[0].pk, told, 1)


def _party_work(play: Play) -> None:
    for form, members, shown in (
        ("own", 5, ["identity", "duty", "pledge"]),
        ("joint", 2, ["identity"]),
        ("instructor", 0, []),
    ):
        play.ago = 60
        given = {"subject": _small(play).pk, "form": form, "members": members, "shown": shown}
        play.do("party_work.record_party_work", None, "county", **given, station=f"{COUNTY}002")


def _conversion(play: Play) -> None:
    """An individual business that went on as a company under its own trade name."""
    place = Place(address=play.maker.address("川汇区"), division=COUNTY)
    shop = Items(
        name="周口市川汇区样岚百货店", trade_name="样岚", representative=play.maker.person(), places=(place,),
        scope=f"一般项目：{play.maker.items[0].text}。", scope_codes=(play.maker.items[0].pk,),
    )  # fmt: skip
    name: dict[str, Any] = {
        "name": "周口市川汇区样岚商贸有限公司",
        "trade_name": "样岚",
        "representative": shop.representative,
    }
    firm = play.company(years=1, **name, places=(place,))
    day = firm.opened_on or play.today
    with acting_as(CLOCKWORK):
        was = play.occasion(day - timedelta(days=900))
        former = register.enter(shop, play.authority, 29_000_000, [], was, True)
        conversion.carry_out(None, firm, former, play.occasion(day))
