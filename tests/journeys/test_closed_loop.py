"""The main job on screen: registered, reported, found wanting, penalised, listed, class D, drawn, passed, repaired, recovered.

`hengjian scenario closed-loop` tells the same with dates in the past; here everything is done today by people at their
pages, and only what needs a year to pass is aged by hand.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hengjian.apps.inspection.rules.catalogue import of_item

from .conftest import Product, desktop
from .steps import act, one, reached, run_out, sent, sign_in, sign_out, sql, until
from .test_check import draw, handed_over
from .test_draw import revealed, sealed
from .test_licence import file_establishment

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]
ITEM = "catering-01"
NUMBER = "周川市监处罚〔2026〕演示环1号"
A_YEAR_AGO = (
    "UPDATE credit_creditentry SET since = since - 400 WHERE subject_id = %s",
    "UPDATE kernel_disclosure SET since = since - interval '400 days' WHERE subject_id = %s",
)


def start(
    page: Page, product: Product, who: str, opener: str, subject: int | None = None, **answers: str | list[str]
) -> int:
    """Open a matter at the form of its opener, by somebody; gives its number."""
    sign_in(page, product, who)
    page.goto(f"{product.base}/start/{opener}/" + (f"?subject={subject}" if subject else ""))
    if subject and page.locator("[name=subject]").count():
        return sent(page, subject=str(subject), **answers)
    return sent(page, **answers)


def do(page: Page, product: Product, who: str, pk: int, verb: str, **answers: str | list[str]) -> None:
    """One act on a matter by somebody, at its page."""
    sign_in(page, product, who)
    act(page, product, pk, verb, **answers)


def visited(page: Page, product: Product, who: str, check: int, faults: int) -> None:
    """The officer records every question in the field and both sides sign."""
    sign_in(page, product, who)
    page.goto(f"{product.base}/field/")
    expect(page.locator("#field[data-ready=yes]")).to_be_attached(timeout=60_000)
    page.click(f'[data-check="{check}"]')
    page.check("#shown")
    page.click("#begin")
    expect(page.locator("#q-open")).to_be_visible()
    for n in range(len(of_item(ITEM))):
        if n:
            page.click("#next")
        page.click(f"#q-open [data-verdict={'fault' if n < faults else 'conform'}]")
        if n < faults:
            page.fill("#q-open textarea", "原料超过保质期")
    handed_over(page)
    page.click("#to-sign")
    draw(page, 0)
    page.fill("#party", "何小满")
    draw(page, 1)
    page.click("#finish")
    reached(page, product, check, "recorded")


def latest_check(product: Product, subject: int) -> tuple[int, list[str]]:
    """The newest check of the subject, and who carries it out."""
    newest = (
        "SELECT c.proceeding_ptr_id, ARRAY(SELECT u.username FROM jsonb_array_elements(c.team) t "
        "JOIN kernel_officer o ON o.id = (t->>'officer')::bigint JOIN kernel_user u ON u.id = o.user_id) "
        "FROM inspection_sitecheck c JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id "
        "WHERE p.subject_id = %s ORDER BY p.id DESC LIMIT 1"
    )
    [(pk, officers)] = sql(product, newest, subject)
    assert isinstance(officers, list)
    return int(str(pk)), officers


def of_class(page: Page, product: Product, subject: int, grades: str) -> None:
    """The worker has classified it anew."""
    sign_in(page, product, "county")
    for _attempt in range(120):
        page.goto(f"{product.base}/risk/{subject}/")
        shown = page.locator("b.riskc")
        if shown.count() and shown.inner_text() in grades:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"its class is not {grades}\n{product.waiting()}")


def penalised(page: Page, product: Product, subject: int) -> None:
    """The decision is recorded and published, the list entered: proposed, heard, agreed to above, decided."""
    today = str(one(product, "SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text"))
    row = start(
        page, product, "county", "credit.recorded_penalty/record", subject, decision_no=NUMBER,
        decided_by="周口市川汇区市场监督管理局", decided_on=today, kinds=["fine", "confiscation"], fine="300000",
        field="food", violation="使用超过保质期的食品原料，货值较大", article="《食品安全法》第三十四条", performed="true",
    )  # fmt: skip
    do(page, product, "county", row, "publish_penalty")
    listing = start(
        page, product, "county", "credit.serious_listing/propose", subject, cause="f5", penalty_no=NUMBER,
        gravity=["malice", "harm"], found="使用超过保质期的食品原料加工食品，货值较大，社会危害较大",
    )  # fmt: skip
    run_out(product, listing)
    reached(page, product, listing, "deciding")
    do(page, product, "county2", listing, "ask_consent", reason="请予同意列入")
    do(page, product, "city", listing, "consent", reason="同意列入名单")
    do(page, product, "countyhead", listing, "decide_entry", reason="性质恶劣，社会危害较大")


def drawn(page: Page, product: Product, folder: Path) -> int:
    """A graded task in the plan, and its draw by three parties; gives the proceeding."""
    latest = (
        "SELECT i.proceeding_ptr_id FROM inspection_inspectionplan i JOIN kernel_proceeding p "
        "ON p.id = i.proceeding_ptr_id WHERE p.code = '411602' ORDER BY i.year DESC LIMIT 1"
    )
    plan = one(product, latest)
    do(page, product, "countyhead", plan, "adjust", reason="按信用风险等级增加餐饮抽查")
    line = {"title": "餐饮服务提供者分级抽查", "items": ITEM, "way": "directed", "word": "餐饮"}
    do(page, product, "county", plan, "add_task", **line, since_month="1", until_month="12")
    do(page, product, "countyhead", plan, "publish")
    task = str(one(product, "SELECT max(id) FROM inspection_plannedtask WHERE plan_id = %s", plan))
    prepared = {"task": task, "total": "0", "department": "4116", "witness": "witness"}
    row = start(page, product, "county", "inspection.draw/prepare", **prepared)
    act(page, product, row, "lock_rosters")
    sign_out(page)
    files = {user: sealed(page, product, row, folder, user) for user in ("county", "city", "witness")}
    do(page, product, "countyhead", row, "publish_rule")
    sign_out(page)
    for user, file in files.items():
        revealed(page, product, row, file, user)
    return row


def repaired(page: Page, product: Product, subject: int) -> None:
    """First the list, then the penalty: each application is checked by one officer and decided by another."""
    for kind in ("serious", "penalty"):
        standing = "SELECT id FROM credit_creditentry WHERE subject_id = %s AND kind = %s AND ended_on IS NULL"
        entry = str(one(product, standing, subject, kind))
        told = "罚款已缴清，问题原料已销毁，建立了进货查验制度"
        row = start(
            page,
            product,
            "agent",
            "credit.credit_repair/apply",
            subject,
            entries=entry,
            explanation=told,
            promise="true",
        )
        do(page, product, "county", row, "take_up_repair")
        do(page, product, "county", row, "check_repair", checked="材料属实，最近一次抽查未发现问题")
        do(page, product, "countyhead", row, "decide_repair", granted=entry, reason="符合信用修复条件")


@desktop
def test_the_loop_closes_from_registration_to_repair(page: Page, product: Product, tmp_path: Path) -> None:
    sign_in(page, product, "agent")
    address = file_establishment(page, product)
    until(page, product, f"{address}papers/", "PDF")
    filed = int(address.rstrip("/").split("/")[-1])
    subject = int(one(product, "SELECT subject_id FROM kernel_proceeding WHERE id = %s", filed))
    of_class(page, product, subject, "AB")

    told = {"source": "complaint", "source_number": "12345-演示环", "what": "消费者反映该店使用超过保质期的食品原料"}
    lead = start(page, product, "county", "enforcement.lead/enter", subject, **told)
    do(page, product, "county", lead, "send_to_check", items=ITEM, officers=["周明远", "李青"])
    check, officers = latest_check(product, subject)
    visited(page, product, officers[0], check, faults=3)
    do(page, product, officers[0], check, "conclude", codes=["8", "F3"], finding="使用超过保质期的食品原料")
    do(page, product, "countyhead", check, "publish_now")
    penalised(page, product, subject)
    of_class(page, product, subject, "D")

    row = drawn(page, product, tmp_path)
    where = "SELECT stratum FROM inspection_drawrow WHERE proceeding_id = %s AND subject_id = %s"
    assert sql(product, where, row, subject) == [("4",)]
    do(page, product, "county", row, "send_officers", by="2026-12-31")
    second, officers = latest_check(product, subject)
    assert second != check
    # Whoever was drawn comes; the officers that only fill the demo's roster have no password of their own.
    lent = "UPDATE kernel_user SET password = (SELECT password FROM kernel_user WHERE username = 'county') WHERE username = %s"
    sql(product, lent, officers[0])
    visited(page, product, officers[0], second, faults=0)
    do(page, product, officers[0], second, "conclude", codes=["1", "F1"], finding="未发现问题")
    do(page, product, "countyhead", second, "publish_now")

    for aged in A_YEAR_AGO:  # only after a year may an entry be taken back early (Order 44, art. 16)
        sql(product, aged, subject)
    repaired(page, product, subject)
    of_class(page, product, subject, "AB")
    sign_out(page)
    page.goto(f"{product.base}/credit/subjects/{subject}/")
    expect(page.locator("main")).to_contain_text("该主体名下没有失信信息")
