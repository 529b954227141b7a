"""A campaign from its plan to its published report, a self-check on a phone, a meeting whose resolution the chair closes."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from hengjian.kernel.clock import SHANGHAI

from .conftest import Product, watched
from .steps import act, one, refused, send, sent, sign_in, start, until
from .test_check import PICTURE
from .test_permit import business

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def people(chromium: Browser, product: Product) -> Iterator[dict[str, Page]]:
    """An officer and a head at their desks, a business on its phone. A fault in a script fails the test."""
    sizes = {"county": "desktop", "countyhead": "desktop", "agent": "phone", "tax": "desktop"}
    with ExitStack() as open_pages:
        yield {who: open_pages.enter_context(watched(chromium, size)) for who, size in sizes.items()}


def day(ahead: int) -> str:
    return (datetime.now(SHANGHAI).date() + timedelta(days=ahead)).isoformat()


def named(product: Product, subject: int) -> str:
    return str(one(product, "SELECT name FROM kernel_subject WHERE id = %s", subject))


def of(product: Product, procedure: str, more: str = "") -> int:
    find = f"SELECT max(id) FROM kernel_proceeding WHERE procedure = %s {more}"
    return int(one(product, find, f"planning.{procedure}"))


def planned(officer: Page, product: Product, name: str) -> tuple[int, str]:
    """A campaign whose scope is one shop, as a draft; gives its number and title."""
    title = f"校园周边{name[-6:]}专项整治"
    fields = {
        "title": title, "ground": "食品安全法、年度监督检查计划", "approval": "区人民政府 川政〔2026〕21号",
        "since": day(0), "until": day(90), "first_due": day(30), "word": name,
    }  # fmt: skip
    campaign = start(officer, product, "planning.campaign/draft_campaign", **fields, items="registration_items-01")
    officer.goto(f"{product.base}/campaigns/{campaign}/")
    expect(officer.locator("main")).to_contain_text("目前范围内有1户")
    return campaign, title


def said(officer: Page, product: Product, task: int, outcome: str, note: str, mend_by: str = "") -> None:
    """An outcome with its proof. Without one it is refused, and what was typed stays."""
    officer.goto(f"{product.base}/p/{task}/act/say_outcome/")
    if officer.locator("select[name=subject]").count():
        officer.select_option("[name=subject]", index=1)
    else:
        officer.check("[name=subject]")
    send(officer, outcome=outcome, note=note, mend_by=mend_by)
    expect(refused(officer)).to_contain_text("证据")
    expect(officer.locator("[name=note]")).to_have_value(note)
    officer.set_input_files("[name=file]", {"name": "a.png", "mimeType": "image/png", "buffer": PICTURE})
    sent(officer)


def test_a_campaign_over_one_shop_from_plan_to_published_report(people: dict[str, Page], product: Product) -> None:
    officer, head, reader = people["county"], people["countyhead"], people["agent"]
    sign_in(officer, product, "county")
    sign_in(head, product, "countyhead")
    name = named(product, business(product))
    campaign, title = planned(officer, product, name)
    act(head, product, campaign, "approve_campaign")
    until(officer, product, f"{product.base}/campaigns/{campaign}/", "待完成")
    task = of(product, "campaign_task")
    said(officer, product, task, "found", "执照未亮证，现场告知整改", day(20))
    act(officer, product, task, "report_task", told="名单内对象已检查，一户待整改。")

    act(officer, product, campaign, "call_look_back", due_on=day(60))
    until(officer, product, f"{product.base}/campaigns/{campaign}/?round=2", "待完成")
    again = of(product, "campaign_task")
    said(officer, product, again, "clean", "回头看：执照已悬挂，整改到位")
    act(officer, product, again, "report_task", told="回头看一户，整改到位，没有反弹。")

    words = {
        "results": "名单内对象实现检查全覆盖，发现的问题逐户建账整改。",
        "problems": "个别经营者亮证意识不强，容易反复。",
        "after": "列入日常巡查，开学季再查一次。",
    }
    act(officer, product, campaign, "draft_report", **words)
    act(head, product, campaign, "sign_report")
    until(head, product, f"{product.base}/p/{campaign}/papers/", "专项行动总结报告")
    reader.goto(f"{product.base}/campaigns/")
    expect(reader.locator("main")).to_contain_text(title)
    expect(reader.locator("main")).to_contain_text("检查1户，发现问题1户")
    expect(reader.locator("main")).not_to_contain_text(name)


def test_a_business_looks_at_itself_on_its_phone_and_the_officer_sees_the_gap(
    people: dict[str, Page], product: Product
) -> None:
    officer, head, phone = people["county"], people["countyhead"], people["agent"]
    sign_in(officer, product, "county")
    sign_in(head, product, "countyhead")
    name = named(product, business(product))
    sign_in(phone, product, "agent")
    number = one(product, "SELECT body->>'number' FROM kernel_disclosure WHERE kind = 'responsibility_list' AND "
                "withdrawn_at IS NULL AND body->>'list_kind' = 'catering' ORDER BY id DESC LIMIT 1")  # fmt: skip
    officer.goto(f"{product.base}/start/planning.self_check_round/draft_round/")
    calling = sent(officer, list_number=number, due_on=day(14), word=name)
    act(head, product, calling, "start_round")
    until(phone, product, f"{product.base}/selfcheck/", name)
    row = of(product, "self_check")
    phone.goto(f"{product.base}/selfcheck/{row}/")
    lines = phone.locator(".sc-lines > li").count()
    for n in range(lines):
        phone.locator(f"label[for=a{n}{'unmet' if n == 2 else 'met'}]").click()
    expect(phone.locator("[name=answers-2-hazard]")).to_be_visible()
    expect(phone.locator("[name=answers-3-hazard]")).to_be_hidden()
    phone.fill("[name=answers-2-hazard]", "缺少三日进货票据")
    phone.check("[name=true]")
    phone.click("main form button.go")
    refused(phone)  # measure and day are missing; nothing typed is lost
    expect(phone.locator("[name=answers-2-hazard]")).to_have_value("缺少三日进货票据")
    sent(phone, **{"answers-2-measure": "补齐票据并建立台账", "answers-2-by": day(10)})
    officer.goto(f"{product.base}/selfcheck/rounds/{calling}/")
    expect(officer.locator("main")).to_contain_text("未落实最多的条目")
    act(officer, product, row, "accept_measures")
    act(phone, product, row, "report_mending", report="票据已补齐，台账已建立")
    act(officer, product, row, "confirm_self_check")
    expect(officer.locator("main")).to_contain_text("合格")


def test_a_meeting_resolves_a_department_reports_and_the_chair_closes(
    people: dict[str, Page], product: Product
) -> None:
    officer, head, tax = people["county"], people["countyhead"], people["tax"]
    for who, page in (("county", officer), ("countyhead", head), ("tax", tax)):
        sign_in(page, product, who)
    body = of(product, "commission")
    officer.goto(f"{product.base}/start/planning.joint_meeting/call_meeting/?commission={body}")
    meeting = sent(
        officer, commission=str(body), topic="节前食品安全联合检查", agenda="通报情况\n部署联合检查", at=f"{day(1)}T09:00",
        place="区政府三楼会议室",
    )  # fmt: skip
    act(tax, product, meeting, "consult", member="区税务局（演示）", text="同意，建议明确分工。")
    officer.goto(f"{product.base}/p/{meeting}/act/hold_meeting/")
    for box in officer.locator("[name=attended]").all():
        box.check()
    sent(officer, minutes="会议通报了情况，部署了节前联合检查工作。")
    officer.goto(f"{product.base}/start/planning.resolution/resolve/?meeting={meeting}")
    asked = {"what": "提供集中经营场所纳税户数清单", "owner": "区税务局（演示）", "due_on": day(7)}
    resolution = sent(officer, meeting=str(meeting), **asked)
    act(head, product, meeting, "issue_minutes")
    act(tax, product, resolution, "report_resolution", told="清单已通过专网提供。")
    act(head, product, resolution, "close_resolution", text="情况属实，同意办结")
    head.goto(f"{product.base}/commissions/{body}/")
    expect(head.locator("main")).to_contain_text("提供集中经营场所纳税户数清单")
    until(head, product, f"{product.base}/p/{meeting}/papers/", "联席会议纪要")
