"""The people and shops of the demo's complaints, texts that are said, and acts at moments of the past."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from hengjian.apps.consumer.queries.access import guest_of, new_code
from hengjian.kernel.demo import COUNTY, Past, as_of, cast
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal

# Goods, problem, category, text: invented, in the words in which people write.
SAID = (
    ("洗衣机", "quality", "G050104", "买来三天就漏水，联系商家多次都说让等师傅，到现在没人上门，要求换新机"),
    ("健身年卡", "prepaid", "S010601", "办了三年卡花了3980元，才去两个月门店就关门了，电话也打不通，要求退还余额"),
    ("散装牛肉", "measure", "G010301", "称了三斤回家复秤只有二斤六两，回去找他说秤没问题，要求补足并道歉"),
    ("火锅", "food_hygiene", "S010101", "吃到一半发现锅底有虫子，服务员说是香料，当天晚上两个人拉肚子"),
    ("手机", "after_sales", "G050301", "保修期内屏幕自己花屏，售后说是人为损坏不给保修，我没有摔过"),
    ("美容套餐", "prepaid", "S010302", "交了6800元预存，换了老板后说以前的卡不认，要求退卡里剩下的钱"),
    ("儿童滑板车", "safety", "G060304", "孩子骑了一次把手就断了，手臂擦伤，要求退货并赔医药费"),
    ("婚纱摄影", "contract", "S010501", "交了2000元定金，说好的外景档期临时取消，现在不退定金"),
    ("女式羽绒服", "no_reason_return", "G040102", "网上买的七天内申请退货，商家说拆了吊牌影响二次销售拒绝退"),
    ("面包", "label", "G010802", "买回来发现已经过期两天，店员说系统没更新，要求赔偿"),
    ("轮胎", "quality", "G060201", "装上不到一个月就鼓包，店里说路况问题不给换"),
    ("空调安装", "installation", "G050103", "说好免费安装，师傅到家收了460元打孔费，没有收费标准也不开票"),
)  # fmt: skip
NAMES = ("吴可", "陈小雨", "李建设", "王梅", "赵国强", "孙丽", "周小军", "郑红", "冯磊", "何芳", "曹建国", "魏小敏")


@dataclass
class Stage(Past):
    """The people of the demo, chance, shops, and the machine's last act."""

    LEAST = 12
    chance: random.Random
    handler: Principal
    second: Principal
    head: Principal
    city: Principal
    shops: list[Subject]
    now: datetime
    last: int = 0
    codes: list[tuple[str, str, str]] = field(default_factory=list)  # what it is, code, phone

    def do(self, who: Principal, at: datetime, name: str, pk: int | None = None, /, **given: Any) -> Done:
        """One act at a moment."""
        full = name if name.startswith("enforcement.") else f"consumer.{name}"
        with as_of(at, who):
            done = perform_within(full, pk, given, who)
        self.last = done.act_id
        return done

    def machine(self, at: datetime, name: str, pk: int | None, nth: int = 0, /, **given: Any) -> Done:
        """What the worker would do after the last act; with the worker's own key, so that it is not done twice."""
        with as_of(at, CLOCKWORK):
            return perform_within(f"consumer.{name}", pk, given, CLOCKWORK, key=f"after:{self.last}:{nth}")

    def person(self, n: int) -> tuple[Principal, str, str]:
        """Somebody without an account: principal, name, phone. A few file more than once."""
        n = n % 9
        code, phone = new_code(), f"139{n:08d}"
        self.codes.append((NAMES[n % len(NAMES)], code, phone))
        return guest_of(code, phone), NAMES[n % len(NAMES)], phone


def stage_of(entities: int, seed: int) -> Stage:
    """Registered businesses of the county, a few of which draw several complaints."""
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True)
    shops = list(rows.order_by("pk")[: min(40, entities // 6)])
    chance = random.Random(seed + 11)
    chance.shuffle(shops)
    handler, second, head, city = cast("county", "county2", "countyhead", "city")
    return Stage(chance, handler, second, head, city, shops, timezone.now())
