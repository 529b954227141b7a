"""Companies that rest and leave, in every stage: entered and moved by the acts themselves, some days ago."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hengjian.apps.registry import queries
from hengjian.apps.registry.actions import register
from hengjian.apps.registry.models import Department, EntityVersion
from hengjian.apps.registry.rules.items import Items, Place, Share
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Disclosure, Subject, SubjectMember, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from .maker import Maker

COUNTY = "411602"
TRADES = ("商贸", "建材", "食品", "物流", "科技", "农业", "服装", "机械")


class Play:
    """Companies of one county and the people who move them."""

    def __init__(self, maker: Maker) -> None:
        self.maker, self.today, self.made = maker, timezone.localdate(maker.now), 0
        self.ago = 0  # how many days ago the next acts are done
        self.last = 0
        with acting_as(CLOCKWORK):
            self.authority = Authority.objects.get(pk=COUNTY)
            users = {u.username: u for u in User.objects.filter(synthetic=True)}
            Department.objects.create(kind="tax", name="川汇区税务局", division_code=COUNTY, user=users["tax"])
            for kind, name in (("social_security", "川汇区人力资源和社会保障局"), ("seal", "川汇区公安分局印章管理")):
                Department.objects.create(kind=kind, name=name, division_code=COUNTY)
        self.users = users

    def who(self, username: str) -> Principal:
        with acting_as(CLOCKWORK):
            return principal_for(self.users[username])

    def company(self, years: int = 4, agent: bool = True, **values: Any) -> Subject:
        """A company that has stood in the register for so many years."""
        self.made += 1
        day = self.today - timedelta(days=365 * years + self.made)
        trade = "样" + "".join(self.maker.random.sample("衡远博凯腾宏润嘉诚立", 2))
        people = [self.maker.person(), self.maker.person() + "二"]
        given: dict[str, Any] = {
            "name": f"周口{trade}{TRADES[self.made % len(TRADES)]}有限公司",
            "group": "company",
            "type_code": "1130",
            "trade_name": trade,
            "representative": people[0],
            "capital": Decimal("1000000.00"),
            "places": (Place(address=self.maker.address("川汇区"), division=COUNTY),),
            "scope": f"一般项目：{self.maker.items[self.made].text}。",
            "scope_codes": (self.maker.items[self.made].pk,),
            "shares": tuple(Share(name=name, subscribed=Decimal(500000), due_on=day) for name in people),
        }
        with acting_as(CLOCKWORK):
            identity = register.Identity("representative", people[0], self.maker.identity())
            serial = 20_000_000 + self.made
            subject = register.enter(
                Items(**given | values), self.authority, serial, [identity], self.occasion(day), True
            )
            if agent:
                SubjectMember.objects.create(subject=subject, user=self.users["agent"])
        return subject

    def occasion(self, day: date) -> Occasion:
        at = timezone.make_aware(datetime.combine(day, time(10)))
        return Occasion(at, LawOn(day), CLOCKWORK, 0)

    def do(self, act: str, pk: int | None, who: str = "", key: str = "", /, **given: Any) -> Any:
        """One act by somebody of the demo, or by the clock."""
        principal = self.who(who) if who else CLOCKWORK
        with some_days_ago(self.ago), acting_as(principal):
            done = perform_within(f"registry.{act}", pk, given, principal, key=key or None)
        self.last = done.act_id
        return done.proceeding

    def then(self, act: str, pk: int | None, after: int = 0, nth: int = 0, /, **given: Any) -> Any:
        """What the act before has asked the worker for, under the worker's own key: whoever is first, it is done once."""
        return self.do(act, pk, "", f"after:{after or self.last}:{nth}", **given)

    def day(self, offset: int) -> str:
        """A day so many after the one on which the next acts are done."""
        return (self.today + timedelta(days=offset - self.ago)).isoformat()

    def notice(self, subject: Subject, kind: str) -> int:
        with acting_as(CLOCKWORK):
            return Disclosure.objects.filter(subject=subject, kind=kind).latest("pk").pk


@contextmanager
def some_days_ago(days: int) -> Iterator[None]:
    """Let it be so many days ago for everything that asks for the time; for loading in one thread only."""
    real = timezone.now
    timezone.now = lambda: real() - timedelta(days=days)
    try:
        yield
    finally:
        timezone.now = real


def load(play: Play) -> int:
    """Play every way of resting and leaving; gives how many companies took part."""
    for scene in (_dormant, _simplified, _liquidations, _claims, _cancelled, _compulsory, _struck_off, _one_stop):
        play.ago = 0
        scene(play)
    return play.made


def _rest(play: Play, ago: int, until: int) -> Any:
    play.ago = ago
    firm = play.company()
    address = play.maker.address("川汇区")
    given = {"subject": firm.pk, "cause": "其他经营困难", "since": play.day(0), "until": play.day(until)}
    row = play.do("dormancy.file_dormancy", None, "agent", **given, service_address=address, promise=True)
    return play.then("dormancy.admit", row.pk)


def _dormant(play: Play) -> None:
    for ago, until in ((0, 20), (150, 200), (300, 700)):
        _rest(play, ago, until)
    found = _rest(play, 90, 300)
    play.ago = 20
    play.do("dormancy.find_resumed", found.pk, "county", resumed_on=play.day(-5))
    back = _rest(play, 200, 250)
    play.ago = 10
    play.do("dormancy.publish_end", back.pk, "agent", resumed_on=play.day(-3))
    play.then("dormancy.take_effect", back.pk)


def _apply_simplified(play: Play, ago: int) -> Any:
    play.ago = ago
    firm = play.company()
    with acting_as(CLOCKWORK):
        items = Items.model_validate(EntityVersion.objects.get(subject=firm).items)
    signers = [{"name": s.name, "id_number": play.maker.identity()} for s in items.shares]
    given = {"subject": firm.pk, "reason": "股东会决议解散", "signers": signers, "promise": True}
    row = play.do("deregistration.apply_to_leave", None, "agent", **given)
    return play.then("deregistration.examine", row.pk)


def _simplified(play: Play) -> None:
    for ago in (1, 9, 18):
        _apply_simplified(play, ago)
    waiting = _apply_simplified(play, 32)
    play.ago = 10
    play.do("deregistration.open_application", waiting.pk)
    objected = _apply_simplified(play, 40)
    play.ago = 31
    play.do("deregistration.record_objection", objected.pk, "county", department="tax", objection="尚有应纳税款未结清")
    done = _apply_simplified(play, 50)
    play.ago = 25
    play.do("deregistration.open_application", done.pk)
    play.ago = 20
    play.do("deregistration.apply_for_exit", done.pk, "agent")
    play.then("deregistration.decide", done.pk)


def _dissolve(play: Play, until: str, ago: int) -> tuple[Subject, Any]:
    """A liquidation up to a stage, which it reached so many days ago."""
    steps: list[tuple[str, str, int]] = [
        ("formation", "form_group", 10),
        ("notifying", "call_creditors", 8),
        ("claims", "close_claims", 46),
        ("settling", "confirm_report", 14),
        ("applying", "apply_ordinary", 9),
        ("examination", "approve", 1),
    ]
    reached = [state for state, _verb, _days in steps]
    done = reached.index(until) if until in reached else len(steps)
    play.ago = ago + sum(days for _state, _verb, days in steps[:done])
    firm = play.company()
    given = {"subject": firm.pk, "cause": "resolution", "dissolved_on": play.day(-5)}
    row = play.do("liquidation.dissolve", None, "agent", **given)
    for _state, verb, days in steps[:done]:
        play.ago -= days
        who = {"close_claims": "", "approve": "county"}.get(verb, "agent")
        row = play.do(f"liquidation.{verb}", row.pk, who, **_said(play, verb))
    return firm, row


def _said(play: Play, verb: str) -> dict[str, Any]:
    given: dict[str, dict[str, Any]] = {
        "form_group": {"formed_on": play.day(-3), "head": play.maker.person()},
        "confirm_report": {
            "liquidated_on": play.day(-1), "report": "资产已清理完毕，债务全部清偿。", "confirmed": True
        },
        "apply_ordinary": {"tax_clearance": f"豫税清〔2026〕{play.made:04d}号"},
    }  # fmt: skip
    return given.get(verb, {})


def _liquidations(play: Play) -> None:
    for state, ago in (
        ("formation", 10),
        ("notifying", 30),
        ("settling", 20),
        ("applying", 25),
        ("examination", 1),
        ("examination", 9),
        ("done", 12),
    ):
        _dissolve(play, state, ago)
    play.ago = 2
    bankrupt = play.company(agent=False)
    ruling = {"ruling": "bankruptcy", "court": "周口市中级人民法院", "case_number": "（2026）豫16破12号"}
    named = {"ruled_on": play.day(-12), "administrator": "河南样衡律师事务所"}
    play.do("liquidation.apply_by_ruling", None, "citizen", subject=bankrupt.pk, **ruling, **named)


def _claims(play: Play) -> None:
    for answer in ("", "accept", "dispute"):
        firm, _row = _dissolve(play, "claims", 15)
        play.ago = 6
        given = {"announcement": play.notice(firm, "creditor_call"), "creditor": "吴可", "amount": "38600.00"}
        claim = play.do("claim.file", None, "citizen", **given, ground="供货合同尾款，附对账单和送货单")
        play.then("claim.take_up", claim.pk)
        if answer:
            said = {"reason": "货物有质量问题，双方另有约定"} if answer == "dispute" else {}
            play.do(f"claim.{answer}", claim.pk, "agent", **said)


def _complaint(play: Play) -> Any:
    """A company whose representative was changed by fraud, as somebody says."""
    firm = play.company()
    with acting_as(CLOCKWORK):
        items = Items.model_validate(EntityVersion.objects.get(subject=firm).items)
        false = items.model_copy(update={"representative": play.maker.person()})
        register.amend(firm, false, "change", play.occasion(play.today - timedelta(days=500)))
        version = EntityVersion.objects.filter(subject=firm).latest("pk").pk
    given = {"subject": firm.pk, "version": version, "story": "本人身份证遗失后被冒用登记为法定代表人，请求撤销。"}
    return play.do("cancellation.complain", None, "citizen", **given)


def _cancelled(play: Play) -> None:
    found = {
        "finding": "经笔迹鉴定，变更登记申请书上的签名非本人所签。",
        "responsible": [{"name": "冒某", "id_number": play.maker.identity()}],
    }
    kept = {"ground": "public_interest", "finding": "撤销将影响在建安置房项目竣工交付。"}
    endings: dict[str, tuple[int, str, str, dict[str, Any]]] = {
        "extended": (12, "extend", "countyhead", {"reason": "涉及人员众多，需异地取证"}),
        "publicised": (10, "publicise", "county", {}),
        "cancelled": (4, "cancel", "countyhead", found),
        "kept": (6, "keep", "countyhead", kept),
    }
    for fate, ago in (
        ("received", 1), ("received", 8), ("investigation", 20), ("investigation", 110), ("extended", 95),
        ("publicised", 40), ("cancelled", 60), ("kept", 70),
    ):  # fmt: skip
        play.ago = ago
        row = _complaint(play)
        if fate != "received":
            play.do("cancellation.accept", row.pk, "county")
        if fate in endings:
            play.ago, verb, who, said = endings[fate]
            play.do(f"cancellation.{verb}", row.pk, who, **said)


def _annotate(play: Play, firm: Subject, entry: str, days: int, confirm: bool = True) -> None:
    given = {
        "subject": firm.pk,
        "entry": entry,
        "decided_on": play.day(-days),
        "source": f"川市监罚〔2022〕{play.made}号",
    }
    row = play.do("annotation.propose", None, "county", **given)
    if confirm:
        play.do("annotation.enter", row.pk, "countyhead")


def _compulsory(play: Play) -> None:
    play.ago = 120
    for n in range(9):
        firm = play.company(years=8, agent=False)
        _annotate(play, firm, "licence_revoked" if n % 3 else "ordered_closed", 1200 + 40 * n)
    play.ago = 100
    law = LawOn(play.today - timedelta(days=play.ago))
    with acting_as(play.who("county")):
        found = list(queries.cleanup_candidates("revoked", COUNTY, f"{COUNTY}:", law).order_by("since", "pk")[:5])
    batch = play.do("cleanup.open_batch", None, "county", criterion="revoked", most=5)
    opened = play.last
    for n, fate in enumerate(("announced", "announced", "checking", "deciding", "done")):
        firm, play.ago = found[n], {"announced": 30, "checking": 60}.get(fate, 100)
        given = {"subject": firm.pk, "batch": batch.pk}
        row = play.then("compulsory_deregistration.start", None, opened, n, **given)
        if n == 1:
            play.ago = 4
            _objection_of_a_stranger(play, play.notice(firm, "compulsory_announcement"))
        if fate == "checking":
            play.ago = 12
            notice = play.notice(firm, "compulsory_announcement")
            said = {"announcement": notice, "capacity": "creditor", "reason": "尚欠工程款二十万元，附判决书"}
            objection = play.do("objection.file", None, "citizen", **said)
            play.then("objection.pass_on", objection.pk)
        elif fate in ("deciding", "done"):
            play.ago = 8
            play.do("compulsory_deregistration.end_announcement", row.pk)
        if fate == "done":
            play.ago = 5
            play.do("compulsory_deregistration.decide", row.pk, "countyhead")
            story = "公司尚有未了结的诉讼，需恢复主体资格"
            play.do("restoration.ask_back", None, "citizen", subject=firm.pk, ground="compulsory", story=story)


def _objection_of_a_stranger(play: Play, notice: int) -> None:
    """Somebody without an account objects by name and phone."""
    said = {"announcement": notice, "objector": play.maker.person(), "phone": "13900000004", "capacity": "interested"}
    row = play.do("objection.file_without_account", None, "", **said, reason="公司拖欠三个月工资，劳动仲裁尚未审结")
    play.then("objection.pass_on", row.pk)


def _struck_off(play: Play) -> None:
    for fate in ("waiting", "waiting", "noticed", "struck_off"):
        play.ago = 70
        firm = play.company(years=6)
        for entry in ("unreachable", "no_tax_filing"):
            _annotate(play, firm, entry, 800)
        if fate != "waiting":
            play.ago = 60 if fate == "struck_off" else 20
            row = play.do("striking_off.notify", None, "county", subject=firm.pk)
            if fate == "struck_off":
                play.ago = 10
                play.do("striking_off.end_announcement", row.pk)
                play.do("striking_off.strike_off", row.pk, "countyhead")
    _annotate(play, play.company(), "share_pledge", 30, confirm=False)
    _annotate(play, play.company(years=7), "separately_recorded", 90)


def _one_stop(play: Play) -> None:
    firm, _row = _dissolve(play, "applying", 8)
    play.ago = 3
    given = {"subject": firm.pk, "departments": ["tax", "social_security", "seal"]}
    row = play.do("one_stop_exit.apply_everywhere", None, "agent", **given)
    play.then("one_stop_exit.fan_out", row.pk)
    play.do("one_stop_exit.answer", row.pk, "tax", department="tax", outcome="cleared", note="清税证明已出具")
