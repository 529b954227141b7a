"""Invented complaints with a truth: which tell the same matter. Told again means other sentences, other words, other order.

Every sentence has several wordings and every wording synonyms; a second telling draws all of them anew, as by another
channel, leaves facts out, adds remarks and makes typing errors. Nothing here comes from a real complaint.
"""

import random
from dataclasses import dataclass

PLACES = ("七一路", "荷花路", "中州大道", "建设路", "人民路", "交通大道", "文昌大道", "八一路", "黄河路", "庆丰街", "周口大道", "育新街",
          "工农路", "大庆路", "汉阳路", "莲花路", "太昊路", "川汇路", "平安路", "滨河路")  # fmt: skip
FIRST = "样佳惠百鑫美福瑞盛宏万康乐新华悦锦恒泰永嘉祥和金银玉天地德润丰"
SECOND = "家民客缘源莱达隆运兴佰汇尚品格优洁雅宜居尔丽芳香园庭馨月晨"
KINDS = {
    "超市": ("纯牛奶", "花生油", "大米", "火腿肠", "饼干", "洗衣液", "保温杯", "电饭煲", "坚果礼盒", "冷冻水饺"),
    "手机店": ("手机", "充电宝", "智能手表", "平板电脑", "蓝牙耳机", "数据线"),
    "家电城": ("冰箱", "空调", "洗衣机", "热水器", "油烟机", "电视机"),
    "健身馆": ("年卡", "私教课", "游泳卡", "瑜伽次卡"),
    "美容院": ("面部护理卡", "祛斑疗程", "美甲套餐", "头皮护理"),
    "培训学校": ("英语课程", "舞蹈课", "编程课", "书法班", "托管班"),
    "服装店": ("羽绒服", "皮鞋", "运动鞋", "连衣裙", "童装", "牛仔裤"),
    "家具城": ("沙发", "床垫", "衣柜", "餐桌", "橱柜"),
    "汽车服务部": ("轮胎", "机油保养", "汽车贴膜", "蓄电池", "行车记录仪"),
    "餐饮店": ("火锅套餐", "烤鱼", "生日蛋糕", "外卖盒饭", "凉菜拼盘", "酸菜鱼"),
    "药房": ("血压计", "感冒药", "保健口服液", "医用口罩", "血糖试纸"),
    "眼镜店": ("近视眼镜", "隐形眼镜", "太阳镜"),
}
FAULTS = {
    "超市": (
        ("已经过了保质期", "是过期的", "超过保质期了"),
        ("打开发现里面有虫子", "里面竟然有虫", "开封后见到活虫"),
        ("结账价格比货架标价高", "收银时多收了钱，跟价签对不上", "标价和扫码价不一致"),
        ("包装鼓起来味道发酸", "胀袋变味了", "有酸臭味，袋子是胀的"),
    ),
    "手机店": (
        ("用了几天就自动关机", "没几天就老是黑屏关机", "频繁自己关机"),
        ("疑似翻新机，序列号对不上", "序列号与包装不符，怀疑是翻新的", "像是旧机翻新，串码不一致"),
        ("充电时发烫鼓包", "一充电就烫手，已经鼓起来了", "充电过热，壳体鼓胀"),
        ("屏幕有亮线", "显示屏出现竖线", "屏上有一条线"),
    ),
    "家电城": (
        ("不制冷，修了三次还是老样子", "反复维修仍不制冷", "维修三回也没有冷气"),
        ("漏水把地板泡坏了", "安装后漏水，地板被泡", "一直漏水，木地板全泡了"),
        ("另外收高额安装费", "上门又多要安装材料费", "安装师傅乱要材料钱"),
        ("噪声很大没法用", "响声特别大", "运转起来噪音刺耳"),
    ),
    "健身馆": (
        ("已经关门，联系不上负责人", "闭店了，老板失联", "人去楼空，电话打不通"),
        ("教练离职后不给退剩余课时", "换了教练，不同意退未上的课", "教练走了，余下课程拒不退费"),
        ("说好的泳池一直没开放", "承诺的泳池至今没开", "泳池从来没有开放过"),
        ("办卡时说随时可退，现在要扣一半", "退卡要扣百分之五十", "原来答应能退，如今要收一半手续费"),
    ),
    "美容院": (
        ("做完脸上红肿过敏", "用后面部过敏发红", "护理之后脸又红又肿"),
        ("承诺的效果一点没有", "毫无效果", "宣传的功效根本没有"),
        ("强制推销加钱项目", "躺下以后不停逼着升级项目", "中途强行加项收费"),
        ("店面转让，新老板不认账", "换了老板后不承认余额", "转店后卡里的钱不给用"),
    ),
    "培训学校": (
        ("课没上完就停课了", "中途停课", "还有课时没上就不开课了"),
        ("老师频繁更换，教学质量差", "一个月换了几个老师", "老是换老师，教得很差"),
        ("报名时承诺不满意全退，现在不退", "说好不满意退全款，如今拒绝", "原先承诺可全额退，现在找理由不退"),
        ("没有办学许可证", "查不到办学资质", "属于无证办学"),
    ),
    "服装店": (
        ("穿了一次就开胶", "刚上脚一回就脱胶", "只穿一次就开裂脱胶"),
        ("洗一次就严重掉色", "下水掉色，把别的衣服都染了", "一洗就褪色"),
        ("吊牌写的面料和实物不符", "成分标注不实", "标签面料跟实际不一样"),
        ("七天内要退，店家说影响二次销售", "没到七天不给退", "七日内退货被拒"),
    ),
    "家具城": (
        ("说是实木，其实是密度板", "宣传实木，打开是颗粒板", "所谓实木是贴皮的板材"),
        ("送来的颜色尺寸跟订的不一样", "尺寸颜色都不对", "与订单约定的规格不符"),
        ("交了定金迟迟不送货", "逾期两个月未送货", "到期一直不发货"),
        ("甲醛味道特别大", "气味刺鼻，头晕", "异味很重，怀疑甲醛超标"),
    ),
    "汽车服务部": (
        ("换上不到一周就鼓包", "没几天就起包", "一个星期内鼓包了"),
        ("没有换原厂配件却按原厂收费", "用副厂件收原厂的钱", "以次充好，按正品收费"),
        ("装完以后线路故障灯亮", "安装后仪表报故障", "弄完故障灯一直亮"),
        ("价格比开始说的高一倍", "结账时费用翻倍", "最后收费是报价的两倍"),
    ),
    "餐饮店": (
        ("吃出了头发", "菜里有头发丝", "里面有根长头发"),
        ("吃完全家拉肚子", "用餐后几个人腹泻", "回家以后都闹肚子"),
        ("没点的菜也算进账单", "账单多算了菜", "结账时多出没有点的菜"),
        ("要求必须消费餐具和茶位费", "强收餐具费茶位费", "不告知就收茶位和餐具钱"),
    ),
    "药房": (
        ("宣传能治病，吃了没有用", "说包治百病，毫无作用", "夸大疗效，服用无效"),
        ("测量数据忽高忽低", "量出来的数值差别很大", "几次测的结果都不一样"),
        ("没有处方就卖给老人", "不看处方直接卖给老年人", "向老人推销，也不要处方"),
        ("比别家贵好几倍", "价格高出其他店数倍", "卖得比外面贵几倍"),
    ),
    "眼镜店": (
        ("度数配错，戴着头晕", "验光不准，戴上就晕", "度数不对，看东西头晕"),
        ("镜片不是约定的品牌", "把约好的品牌镜片换了", "镜片牌子跟订的不符"),
        ("镜腿一周就断了", "没几天镜腿断裂", "刚戴一周腿就断"),
    ),
}
OPENINGS = (
    (
        "您好，我要投诉{shop}。",
        "我投诉{shop}，事情是这样的。",
        "投诉对象：{shop}。",
        "反映{shop}侵害消费者权益的问题。",
    ),
    ("来电人反映：", "市民来电称，", "诉求人表示，", "群众来电反映，"),
    ("尊敬的领导：", "领导好！", "我是一名普通消费者，", ""),
)
BUYING = (
    "{day}在{shop}买了{goods}，花了{price}。",
    "本人于{day}到{shop}购买{goods}，付款{price}。",
    "{day}我在{shop}消费{price}，购买的是{goods}。",
    "其{day}在{shop}购得{goods}一份，共支付{price}。",
    "{goods}是{day}从{shop}买的，价格{price}。",
    "我{day}去了{shop}，付了{price}要了{goods}。",
)
BROKEN = (
    "结果{fault}。",
    "使用后发现{fault}。",
    "{goods}{fault}。",
    "问题是{fault}，有照片为证。",
    "拿回来一看，{fault}。",
    "现{fault}。",
)
REACTIONS = (
    (
        "找店家协商，对方不理不睬。",
        "多次联系商家，一直推脱。",
        "跟老板说了，态度很差，不管。",
        "商家拒绝处理。",
        "店员说不归他们管，让找厂家。",
    ),
    ("对方说只能换不能退。", "店里只同意换货。", "商家只肯给换，不肯退。"),
    ("老板电话不接微信不回。", "电话打不通，信息也不回。", "联系不到负责人。"),
)
DEMANDS = (
    ("要求退款。", "请求退还货款。", "希望商家把钱退给我。", "诉求：退款。", "望有关部门协调退款。"),
    ("要求退一赔三。", "依法要求三倍赔偿。", "希望按三倍赔。"),
    ("请帮忙调解。", "希望市场监管部门介入处理。", "望尽快核实解决。", "请求协调处理。"),
)
REMARKS = (
    "我保留了小票和聊天记录。",
    "家里有老人孩子，心里很着急。",
    "希望给我一个说法。",
    "这种店不应该再开下去。",
    "当时有朋友在场可以作证。",
    "之前也打过一次电话。",
    "盼复，谢谢。",
    "已经影响正常生活。",
)
SYNONYMS = (
    ("商家", "店家", "卖家", "经营者"),
    ("发现", "看到", "察觉"),
    ("要求", "希望", "请求"),
    ("购买", "买", "选购"),
    ("态度很差", "态度恶劣", "爱答不理"),
    ("联系", "找", "打电话给"),
    ("处理", "解决", "答复"),
    ("现在", "目前", "如今"),
)
ALPHABET = "的了是在不有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"


@dataclass(frozen=True)
class Shop:
    """An invented shop: its number, its name, what it sells."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True)
class Matter:
    """What happened: the truth behind all tellings of it."""

    shop: Shop
    goods: str
    fault: int
    fen: int
    month: int
    day: int
    phone: str
    order: str
    reaction: int
    demand: int
    opened: int


@dataclass(frozen=True)
class Telling:
    """One telling of a matter as it is registered."""

    text: str
    subject: int | None
    amount: int | None
    day: int


def shop(number: int, chance: random.Random) -> Shop:
    kind = chance.choice(tuple(KINDS))
    name = chance.choice(FIRST) + chance.choice(SECOND) + (chance.choice(SECOND) if chance.random() < 0.5 else "")
    return Shop(number, f"{chance.choice(PLACES)}{name}{kind}", kind)


def matter(at: Shop, chance: random.Random, opened: int) -> Matter:
    """Something that happened in the shop within a month before it was told."""
    kind = at.kind
    yuan = chance.choice((chance.randint(5, 99), chance.randint(100, 999), chance.randint(1000, 9999)))
    return Matter(
        at, chance.choice(KINDS[kind]), chance.randrange(len(FAULTS[kind])),
        yuan * 100 + (chance.choice((0, 90, 80, 50)) if yuan < 100 else 0),
        chance.randint(1, 12), chance.randint(1, 28), f"{chance.randrange(10_000):04d}",
        f"{chance.randrange(10**15, 10**16)}" if chance.random() < 0.3 else "",
        chance.randrange(len(REACTIONS)), chance.randrange(len(DEMANDS)), opened,
    )  # fmt: skip


def tell(it: Matter, chance: random.Random, again: bool = False) -> Telling:
    """One telling; `again` adds what distinguishes a second one by another channel: omissions, synonyms, errors."""
    short = it.shop.name if chance.random() < 0.75 else it.shop.name.removeprefix(it.shop.name[:3])
    fault = chance.choice(FAULTS[it.shop.kind][it.fault])
    price = chance.choice((f"{it.fen / 100:g}元", f"{it.fen / 100:g}块钱", f"人民币{it.fen / 100:g}元"))
    day = chance.choice((f"{it.month}月{it.day}日", f"2026-{it.month:02d}-{it.day:02d}", f"{it.month}月{it.day}号"))
    told_price = not (again and chance.random() < 0.15)
    told_day = not (again and chance.random() < 0.2)
    values = {"shop": short, "goods": it.goods, "fault": fault, "price": price if told_price else "一笔钱",
              "day": day if told_day else "前段时间"}  # fmt: skip
    sentences = [chance.choice(BUYING), chance.choice(BROKEN), chance.choice(REACTIONS[it.reaction])]
    if it.order and chance.random() < 0.7:
        sentences.append(f"订单号{it.order}。")
    if chance.random() < 0.5:
        sentences.append(f"联系电话138****{it.phone}。")
    sentences += chance.sample(REMARKS, chance.choice((0, 1, 1, 2)))
    if again and chance.random() < 0.5:
        chance.shuffle(sentences)
    if again and chance.random() < 0.3:
        sentences.pop(chance.randrange(2, len(sentences)))
    sentences = [chance.choice(chance.choice(OPENINGS)), *sentences, chance.choice(DEMANDS[it.demand])]
    text = "".join(sentences).format(**values)
    if again:
        text = _mistyped(_reworded(text, chance), chance)
    known = chance.random() < 0.8
    amount = it.fen if told_price and chance.random() < 0.6 else None
    return Telling(text, it.shop.id if known else None, amount, it.opened + (chance.randint(0, 20) if again else 0))


def _reworded(text: str, chance: random.Random) -> str:
    for group in SYNONYMS:
        for word in group:
            if word in text and chance.random() < 0.6:
                text = text.replace(word, chance.choice(group))
                break
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    """About one character in eighty is wrong, missing or doubled."""
    out = []
    for c in text:
        dice = chance.random()
        if dice < 0.004 and not c.isdigit():
            out.append(chance.choice(ALPHABET))
        elif dice < 0.008 and not c.isdigit():
            continue
        else:
            out.append(c * 2 if 0.008 <= dice < 0.012 and not c.isdigit() else c)
    return "".join(out)
