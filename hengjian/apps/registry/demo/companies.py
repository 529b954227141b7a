"""Companies, partnerships, cooperatives and branches with their holders, who also hold one another; some of them changing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
from django.utils import timezone

from hengjian.apps.registry.models import EntityPerson, Holding, IdentityResult, Premises
from hengjian.apps.registry.procedures import CapitalReduction, Change, Relocation
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.apps.registry.rules.items import Control, Items, Place, Post, Share, address_key
from hengjian.kernel import bulk, search
from hengjian.kernel.models import Subject, User
from hengjian.kernel.personal import fingerprint

from .maker import Maker
from .matters import run

# Kind, type, end of the name, share in a hundred.
KINDS = (
    ("company", "1130", "商贸有限公司", 46), ("company", "1151", "餐饮管理有限公司", 22), ("company", "1222", "实业股份有限公司", 4),
    ("partnership", "4531", "粮油经营部（普通合伙）", 6), ("partnership", "4533", "投资中心（有限合伙）", 4),
    ("cooperative", "9100", "蔬菜种植专业合作社", 8), ("branch", "2130", "", 10),
)  # fmt: skip
IDENTITIES = {"agent": ("何小满", "110101199003070716"), "citizen": ("吴可", "110101198505120029")}
HOLDERS = {"1151": 1, "1130": 3, "1222": 4, "4531": 2, "4533": 4, "9100": 6}
TABLES = ("kernel_subject", "registry_entityversion")


def load(owner: psycopg.Connection[Any], maker: Maker, count: int) -> int:
    """Enter so many; each holds at most companies that were there before, so that chains end."""
    first = {t: bulk.next_ids(owner, t, count) for t in TABLES}
    made: list[tuple[Subject, Items]] = []
    rows: dict[str, list[Any]] = {"subject": [], "entity": [], "version": [], "person": [], "place": [], "holding": []}
    for n in range(count):
        subject, items = _one(maker, first["kernel_subject"] + n, made)
        made.append((subject, items))
        rows["subject"].append(subject)
        entity = maker.entity(subject, items, _county(maker, subject))
        entity.group, entity.type_code, entity.capital = items.group, items.type_code, items.capital
        entity.controls = [c.model_dump() for c in items.controls]
        entity.parent_id = next((s.pk for s, _i in made if items.parent and s.code == items.parent), None)
        rows["entity"].append(entity)
        opened = subject.opened_on or date(2020, 1, 1)
        rows["version"].append(maker.version(first["registry_entityversion"] + n, subject, items, opened))
        _hang(maker, subject, items, made, rows)
    for key, table in (
        ("person", "registry_entityperson"),
        ("place", "registry_premises"),
        ("holding", "registry_holding"),
    ):
        start = bulk.next_ids(owner, table, max(1, len(rows[key])))
        for n, row in enumerate(rows[key]):
            row.pk = start + n
    for found in rows.values():
        bulk.copy_models(owner, found)
    changing(owner, maker, [pair for pair in made if pair[1].group == "company"])
    return count


def _county(maker: Maker, subject: Subject) -> str:
    return next(c.name for c in maker.counties if c.code == subject.division_code)


def _one(maker: Maker, pk: int, made: list[tuple[Subject, Items]]) -> tuple[Subject, Items]:
    r = maker.random
    group, kind, end, _share = r.choices(KINDS, [k[3] for k in KINDS])[0]
    parents = [pair for pair in made[-200:] if pair[1].group == "company"]
    if group == "branch" and not parents:
        group, kind, end = "company", "1130", "商贸有限公司"
    county = r.choices(maker.counties, [6 if c.code == "411602" else 1 for c in maker.counties])[0]
    region = f"周口市{county.name}" if county.name.endswith("区") else county.name
    trade = maker.trade()
    parent = r.choice(parents)[0] if group == "branch" else None
    name = f"{parent.name}{trade}分公司" if parent else f"{region}{trade}{end}"
    opened = timezone.localdate(maker.moment(int(r.triangular(20, 4000, 700))))
    prefix = {"cooperative": "93", "individual_business": "92"}.get(group, "91")
    subject = Subject(
        id=pk, kind=group, name=name, code=credit_code(county.code, 9_000_000 + pk, prefix), division_code=county.code,
        office_code=county.code, opened_on=opened, synthetic=True, **search.keys(name),
    )  # fmt: skip
    shares = _shares(maker, kind, opened, made)
    chosen = r.sample(maker.items, r.randint(1, 4))
    head = next((s.name for s in shares if not s.code), maker.person())
    items = Items(
        name=name, group=group, type_code=kind, trade_name=trade, representative=head,
        capital=sum((s.subscribed for s in shares), Decimal(0)) if shares else None, shares=shares,
        places=(Place(address=maker.address(county.name), division=county.code),),
        scope="一般项目：" + "；".join(i.text for i in chosen) + "。", scope_codes=tuple(i.pk for i in chosen),
        posts=(Post(role="supervisor", name=maker.person()),) if group == "company" else (),
        controls=(Control(name=maker.person()),) if group == "company" and r.random() < 0.03 else (),
        parent=(parent.code or "") if parent else "",
    )  # fmt: skip
    return subject, items


def _shares(maker: Maker, kind: str, opened: date, made: list[tuple[Subject, Items]]) -> tuple[Share, ...]:
    r, found = maker.random, []
    others = [s for s, i in made[-300:] if i.group == "company"]
    for n in range(HOLDERS.get(kind, 0)):
        held = r.choice(others) if others and kind in ("1130", "1222", "4533") and r.random() < 0.35 else None
        sum_ = Decimal(r.choice((50_000, 100_000, 200_000, 500_000, 1_000_000)))
        years = r.choice((3, 5, 20, 30)) if opened < date(2024, 7, 1) else 5
        paid = sum_ if kind in ("1222", "9100") or r.random() < 0.4 else Decimal(0)
        found.append(
            Share(
                name=held.name if held else maker.person(), code=(held.code or "") if held else "", subscribed=sum_,
                paid=paid, due_on=opened + timedelta(days=365 * years),
                liability={"4531": "unlimited", "4533": "unlimited" if n == 0 else "limited"}.get(kind, ""),
            )
        )  # fmt: skip
    return tuple({(s.name, s.code): s for s in found}.values())


def _hang(
    maker: Maker, subject: Subject, items: Items, made: list[tuple[Subject, Items]], rows: dict[str, Any]
) -> None:
    by_code = {s.code: s.pk for s, _i in made[-301:]}
    for share in items.shares:
        rows["holding"].append(
            Holding(
                subject_id=subject.pk, holder_id=by_code.get(share.code) if share.code else None,
                since=subject.opened_on, **share.model_dump(exclude={"code"}),
            )
        )  # fmt: skip
    people = [("representative", items.representative)]
    people += [("shareholder", s.name) for s in items.shares if not s.code]
    for role, name in people:
        number = maker.number_of(name)
        rows["person"].append(
            EntityPerson(
                subject_id=subject.pk, role=role, name=name, id_number=number, id_print=fingerprint(number),
                since=subject.opened_on,
            )
        )  # fmt: skip
    place = items.domicile
    rows["place"].append(
        Premises(
            subject_id=subject.pk, division_code=place.division, address=place.address,
            address_key=address_key(place.address), since=subject.opened_on,
        )
    )  # fmt: skip


def changing(owner: psycopg.Connection[Any], maker: Maker, firms: list[tuple[Subject, Items]]) -> None:
    """A few companies whose changes wait for an officer, whose reductions are announced, who are moving."""
    r = maker.random
    chosen = r.sample(firms, min(len(firms), max(3, len(firms) // 6)))
    first = bulk.next_ids(owner, "kernel_proceeding", len(chosen) or 1)
    acts = bulk.next_ids(owner, "kernel_act", 2 * len(chosen) or 1)
    rows: dict[type[Any], list[Any]] = {Change: [], CapitalReduction: [], Relocation: []}
    for n, (subject, items) in enumerate(chosen):
        kind = (Change, Change, CapitalReduction, Relocation)[n % 4]
        row = _matter(maker, kind, first + n, subject, items)
        rows[kind].append(row)
        state = row.state
        maker.act(
            acts + 2 * n, row, f"{row.key}.{OPENERS[kind]}", row.opened_at, "user:0", items.representative, "", state
        )
        run(maker, row, kind.states[state].limit, row.opened_at)
    for found in rows.values():
        bulk.copy_models(owner, found)


OPENERS = {Change: "change_domicile", CapitalReduction: "reduce_capital", Relocation: "move"}
STATES = {Change: "review", CapitalReduction: "announcement", Relocation: "handover"}


def _matter(maker: Maker, kind: Any, pk: int, subject: Subject, items: Items) -> Any:
    opened = maker.moment(maker.random.randint(0, 3))
    county = next(c for c in maker.counties if c.code != subject.division_code)
    place = items.domicile.model_copy(update={"address": maker.address(_county(maker, subject))})
    after: dict[str, Any] = {"places": (place,)}
    own: dict[str, Any] = {}
    if kind is CapitalReduction:
        halves = tuple(s.model_copy(update={"subscribed": s.subscribed / 2, "paid": s.paid / 2}) for s in items.shares)
        after = {"shares": halves, "capital": sum((s.subscribed for s in halves), Decimal(0))}
        own["notified_on"] = timezone.localdate(opened)
    if kind is Relocation:
        after = {"places": (Place(address=maker.address(county.name), division=county.code),)}
        own["goes_to"] = county.code
    doubt = {"fact": "该地址已登记其他主体12户。", "article": "《市场主体登记管理条例》第十一条", "remedy": "核对场所能否使用。",
             "field": "premises", "bars": False}  # fmt: skip
    return kind(
        id=pk, proceeding_ptr_id=pk, procedure=kind.key, title=subject.name, subject_id=subject.pk,
        subject_name=subject.name, code=subject.division_code, state=STATES[kind], synthetic=True,
        number=maker.number(subject.division_code, kind.key, kind.number_pattern, opened.year),
        law_on=timezone.localdate(opened), opened_at=opened, decided_on=timezone.localdate(opened),
        before=items.model_dump(mode="json"), items=items.model_copy(update=after).model_dump(mode="json"),
        doubts=[doubt] if kind is Change else [], filed={"kind": "change.domicile"}, **own,
    )  # fmt: skip


def identities() -> None:
    """Whom the demo sign-ins have been found to be."""
    for username, (name, number) in IDENTITIES.items():
        user = User.objects.filter(username=username).first()
        if user:
            IdentityResult.objects.get_or_create(
                user=user, name=name, id_print=fingerprint(number),
                defaults={"region": "41", "service": "演示认证", "checked_at": timezone.now()},
            )  # fmt: skip
