"""One case told act by act at moments of the past, as far as a fate wants it. All synthetic."""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.demo import as_of, working
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as


class Breach(NamedTuple):
    """A breach of the catalogue as a demo case tells it: its law, a fine within the light band, what that is taken of."""

    field: str
    words: str
    violated: str
    punished_by: str
    fine: int
    cause: str
    tier: str = ""
    base: int | None = None  # yuan
    goods: int | None = None  # yuan, where the value of the goods is what the fine is taken of
    more: str = ""  # what else was found


ADS = Breach(
    "market_order", "发布虚假广告", "《广告法》第二十八条", "《广告法》第五十五条第一款", 150000, "ads-001", "一般", base=50000,
    more="广告费用50000元，有合同和付款凭证为证。",
)  # fmt: skip
FOOD = Breach(
    "food", "使用超过保质期的食品原料加工食品", "《食品安全法》第三十四条第三项", "《食品安全法》第一百二十四条第一款", 52000,
    "food-012", "货值<1万",
)  # fmt: skip
PRICE = Breach("market_order", "未按规定明码标价", "《价格法》第十三条", "《价格法》第四十二条", 1200, "price-009")
CAUSES = (
    FOOD,
    Breach(
        "food", "未按规定建立并遵守进货查验记录制度", "《食品安全法》第五十三条", "《食品安全法》第一百二十六条第一款", 8000,
        "food-028", "拒不改正", more="责令改正后逾期仍未建立记录。",
    ),
    ADS,
    PRICE,
    Breach(
        "quality", "以不合格产品冒充合格产品", "《产品质量法》第三十九条", "《产品质量法》第五十条", 9600, "quality-002", base=9600,
        goods=9600,
    ),
    Breach(
        "equipment", "使用未经定期检验的特种设备", "《特种设备安全法》第四十条第三款", "《特种设备安全法》第八十四条", 30000,
        "equipment-016",
    ),
    Breach(
        "market_order", "作引人误解的商业宣传", "《反不正当竞争法》第九条", "《反不正当竞争法》第二十五条", 200000,
        "competition-003",
    ),
    Breach(
        "registration", "未按规定办理变更登记", "《市场主体登记管理条例》第二十四条", "《市场主体登记管理条例》第四十六条", 10000,
        "registration-005", "拒不改正", more="责令改正后拒不改正。",
    ),
)  # fmt: skip
LIGHT = ("cooperates", "corrected")
FOUND = "当事人自{since}起{cause}，涉案货值金额{value}元，违法所得{gain}元。{more}当事人主动配合调查，已停止违法行为。"


@dataclass
class Teller:
    """One case told act by act; `left` is how many days ago it now is."""

    people: dict[str, Principal]
    shop: Subject
    cause: Breach
    chance: random.Random
    now: datetime
    left: int
    pk: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """A working moment about so many days ago, never to come."""
        day = timezone.localdate(self.now) - timedelta(days=self.left)
        minutes = min(9 * 60 + 13 * len(self.told), 17 * 60)
        return working(day, time(minutes // 60, minutes % 60), self.now)

    def pass_days(self, days: int) -> None:
        self.left = max(0, self.left - days)

    def do(self, who: str, verb: str, *, room: str = "case", on: int | None = None, **given: Any) -> Done:
        principal = CLOCKWORK if who == "clock" else self.people[who]
        pk = None if verb in ("propose", "decide_on_spot", "impose_measure", "list_case") else on or self.pk
        at = self.at
        self.told.append(verb)
        with as_of(at, principal):
            return perform_within(f"enforcement.{room}.{verb}", pk, given, principal)

    def particulars(self) -> dict[str, Any]:
        told = self.cause
        return {
            "subject": self.shop.pk, "companion": self.people["county2"].officer_id, "field": told.field, "cause": told.cause,
            "cause_name": told.words, "violated": told.violated, "punished_by": told.punished_by,
        }  # fmt: skip

    def weighing(self) -> dict[str, Any]:
        """What selects the band: light, as every case of the demo is unless its fate says otherwise."""
        base = {} if self.cause.base is None else {"base": str(self.cause.base)}
        return {"tier": self.cause.tier, "circumstances": list(LIGHT), **base}

    def on_spot(self, fine: int) -> None:
        given = self.particulars() | {
            "kinds": ["fine"],
            "fine": str(fine),
            "told": True,
            "collected": fine <= 100 and self.left > 5,
        }
        done = self.do("county", "decide_on_spot", found="货架上五种商品未标明价格。", evidence="现场照片三张", **given)
        self.pk = done.proceeding.pk

    def proposed(self) -> None:
        began = timezone.localdate(self.at) - timedelta(days=self.chance.randint(10, 60))
        given = self.particulars() | {
            "happened_on": began.isoformat(), "ended_on": (began + timedelta(days=5)).isoformat(), "evidence": True,
            "punishable": True, "competent": True, "checked": f"现场核查发现当事人{self.cause.words}，有现场照片和票据为证",
        }  # fmt: skip
        self.pk = self.do("county", "propose", **given).proceeding.pk

    def filed(self) -> None:
        self.proposed()
        self.pass_days(2)
        self.do("countyhead", "approve_filing", opinion="同意立案")

    def gathered(self) -> None:
        self.filed()
        self.pass_days(3)
        at = self.at
        times: list[dict[str, Any]] = [
            {"began": (at + timedelta(minutes=n)).isoformat(), "ended": (at + timedelta(minutes=n + 40)).isoformat()}
            for n in (0, 60)
        ]
        scene = f"现场检查时，执法人员向当事人出示执法证件。现场发现{self.cause.words}的情形，已拍照固定。"
        talk = "问：你是否知道上述行为违法？\n答：当时没有注意，现在已经停止并改正。\n问：涉及多少货值？\n答：以现场清点和票据为准。"
        told: dict[str, Any] = {"shown": True, "told": True}
        seen: dict[str, Any] = {"place": "当事人经营场所", "text": scene, "proves": ["conduct", "amount"]}
        self.do("county", "record_scene", **seen, **times[0], **told)
        said: dict[str, Any] = {"place": "本局办案区", "person": "何小满", "text": talk, "proves": ["conduct", "fault"]}
        self.do("county", "question", **said, **times[1], **told)
        licence: dict[str, Any] = {
            "kind": "document",
            "name": "营业执照复印件",
            "proves": ["party"],
            "says": "当事人登记情况",
        }
        self.do("county", "take_evidence", obtained="当事人提供，核对与原件无异", **licence)
        bill: dict[str, Any] = {
            "kind": "document",
            "name": "进货票据和台账",
            "proves": ["amount"],
            "says": "涉案货值和违法所得",
        }
        self.do("county", "take_evidence", obtained="当事人提供，核对与原件无异", **bill)

    def concluded(self, **more: Any) -> None:
        self.gathered()
        self.pass_days(12)
        value = self.cause.goods or self.chance.randint(3, 49) * 200  # below ten thousand, as the tiers chosen say
        gain = value // 2
        found = FOUND.format(since="上月初", cause=self.cause.words, value=value, gain=gain, more=self.cause.more)
        given: dict[str, Any] = {
            "found": found, "nature": f"当事人的行为构成{self.cause.words}。", "kinds": ["fine", "confiscation"],
            "discretion": "当事人主动配合调查，及时改正，危害后果较轻，依法从轻处罚。", "fine": str(self.cause.fine),
            "confiscation": str(gain), **self.weighing(),
        }  # fmt: skip
        self.do("county", "conclude", **(given | more))

    def reviewed(self, **more: Any) -> None:
        self.concluded(**more)
        self.pass_days(4)
        opinion = "事实清楚，证据充分，定性准确，适用依据正确，程序合法，同意处理建议。"
        self.do("legal", "review_case", opinion=opinion, qualification="A20184116020001")

    def noticed(self, **more: Any) -> None:
        self.reviewed(**more)
        self.pass_days(2)
        self.do("countyhead", "give_notice")
        self.do("county", "serve_notice", way="direct", receiver="何小满")

    def decided(self, **more: Any) -> None:
        self.noticed(**more)
        self.pass_days(17)
        with acting_as(CLOCKWORK):
            row = Case.objects.get(pk=self.pk)
        if row.hearing_until:
            both = [self.people[name].officer_id for name in ("countyhead", "county2", "legal")]
            self.do(
                "countyhead", "discuss", participants=both, opinion="一致同意承办机构意见", conclusion="同意拟处罚意见"
            )
        self.do("countyhead", "decide")

    def served(self, **more: Any) -> None:
        self.decided(**more)
        self.pass_days(2)
        self.do("county", "serve_decision", way="direct", receiver="何小满")

    def paid(self) -> None:
        self.pass_days(6)
        with acting_as(CLOCKWORK):
            row = Case.objects.get(pk=self.pk)
        if row.money > row.paid:
            self.do("county", "pay", amount=str((row.money - row.paid) / 100), receipt=f"电子回单{self.pk}")

    def over(self) -> None:
        """The clock at the end of the term that runs, as it would have struck then."""
        with acting_as(CLOCKWORK):
            row = Case.objects.get(pk=self.pk)
        assert row.due is not None
        self.left = (timezone.localdate(self.now) - timezone.localdate(row.due)).days - 1
        with as_of(row.due + timedelta(minutes=1), CLOCKWORK) as clock:
            perform_within(f"enforcement.case.{row.stage.lapses}", self.pk, {}, clock)
