"""Assessment, demonstration programme, survey and normative document by people at their pages, on the ledger at the end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from .conftest import Product, desktop, watched
from .steps import MATTER, act, number_of, one, refused, send, sent, sign_in, sign_out, sql, start

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), desktop]
QUESTIONS = "满意：您对集贸市场满意吗\n推荐：您愿意推荐亲友来吗\n问答：您的建议"


def on_the_ledger(product: Product, file: int) -> list[str]:
    """The verbs of a matter's acts, in their order."""
    rows = sql(product, "SELECT name FROM kernel_act WHERE proceeding_id = %s ORDER BY id", file)
    return [str(name).rpartition(".")[2] for (name,) in rows]


def test_a_county_is_assessed_and_reads_its_rank(page: Page, product: Product) -> None:
    sign_in(page, product, "city")
    table = "机制\t工作部署\t60\n效果\t问题整改\t40"
    file = start(page, product, "planning.assessment_round/draft_round", kind="drugs", year="2025", pasted=table)
    sign_in(page, product, "cityhead")
    act(page, product, file, "call_round", assessed="411602")
    board = f"{product.base}/planning/assessments/{file}/"
    link = page.locator("thead a[href^='/p/']")
    for _try in range(40):  # the worker opens the county's matter
        page.goto(board)
        if link.count():
            break
        page.wait_for_timeout(500)
    link.first.click()
    own = number_of(page)
    sign_in(page, product, "county")
    for item, score in (("1", "60"), ("2", "38")):
        act(page, product, own, "score_self", item=item, score=score, said="已完成并附佐证")
    act(page, product, own, "hand_in")
    sign_in(page, product, "city")
    act(page, product, own, "review_item", item="1", score="55", reason="部署文件缺少两项")
    act(page, product, own, "review_item", item="2", score="38")
    sign_in(page, product, "cityhead")
    act(page, product, own, "feed_back")
    sign_in(page, product, "county")
    act(page, product, own, "accept_scores")
    sign_in(page, product, "city")
    act(page, product, file, "rank_round")
    sign_in(page, product, "cityhead")
    act(page, product, file, "tell_result")
    sign_in(page, product, "county")
    page.goto(board)
    expect(page.locator(".ranks")).to_contain_text("93.00")
    assert on_the_ledger(product, file) == ["draft_round", "call_round", "rank_round", "tell_result"]


def test_a_shop_applies_is_scored_and_stands_on_the_public_list(page: Page, product: Product) -> None:
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/programmes/")
    page.locator("a[href*='programme_application/apply']").first.click()
    shop = page.locator('main [name=subject] option[value]:not([value=""])').first.get_attribute("value") or ""
    file = sent(page, subject=shop, reason="明码标价，先行赔付，投诉三日内答复")
    sign_in(page, product, "city")
    page.goto(f"{product.base}/p/{file}/act/pass_material/")
    page.locator("main [name=experts]").first.check()
    sent(page)
    page.goto(f"{product.base}/p/{file}/act/enter_marks/")
    page.locator("main [name=expert]").first.check()
    sent(page, points="24, 28, 27, 14")
    act(page, product, file, "record_visit", visited_on=timezone.localdate().isoformat(), visit="现场与申报材料一致")
    act(page, product, file, "propose")
    sign_out(page)
    page.goto(f"{product.base}/programmes/")
    expect(page.locator("main")).to_contain_text("93.00")
    found = "SELECT proceeding_ptr_id FROM planning_programmeapplication a JOIN kernel_proceeding p ON p.id = a.proceeding_ptr_id"
    named = one(product, f"{found} WHERE p.state = 'decision' LIMIT 1")
    sign_in(page, product, "cityhead")
    act(page, product, named, "name_unit")
    name = one(product, "SELECT applicant FROM planning_programmeapplication WHERE proceeding_ptr_id = %s", named)
    page.goto(f"{product.base}/named/")
    expect(page.locator("main table")).to_contain_text(name)
    act(page, product, named, "withdraw_name", reason="两次拒不履行先行赔付承诺")
    sign_out(page)
    page.goto(f"{product.base}/named/?is=withdrawn")
    expect(page.locator("main table")).to_contain_text("拒不履行")
    assert on_the_ledger(product, named)[-2:] == ["name_unit", "withdraw_name"]


def test_a_survey_is_drawn_and_answered_once_on_a_phone(page: Page, chromium: Browser, product: Product) -> None:
    sign_in(page, product, "city")
    given = {
        "title": "集贸市场满意度调查",
        "about": "集贸市场秩序",
        "questions": QUESTIONS,
        "frame": "people",
        "margin": "10",
    }
    file = start(page, product, "planning.survey/draft_survey", **given)
    act(page, product, file, "fix_frame", strata="川汇区，短信，5000\n沈丘县，服务站，4000")
    sign_in(page, product, "cityhead")
    for _try in range(40):  # the frame's hash stands in the log within seconds
        page.goto(f"{product.base}/p/{file}/act/draw_and_invite/")
        send(page)
        if MATTER.search(page.url):
            break
        page.wait_for_timeout(500)
    page.goto(f"{product.base}/planning/surveys/{file}/")
    with page.expect_download() as download:
        page.locator("a[href$='codes.csv']").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    code = lines[1].split(",")[2]
    with watched(chromium, "phone") as phone:
        phone.goto(f"{product.base}/answer/?code={code}")
        phone.locator("[name=q0][value='4']").check()
        phone.click("main form button.go")
        refused(phone)  # a question was left out; what was chosen is kept
        expect(phone.locator("[name=q0][value='4']")).to_be_checked()
        phone.select_option("[name=q1]", "9")
        phone.fill("[name=q2]", "打13800138123找我")
        phone.click("main form button.go")
        phone.wait_for_url(re.compile(r"/answer/done/$"))
        phone.goto(f"{product.base}/answer/?code={code}")
        expect(phone.locator("[role=alert]")).to_be_visible()
    page.reload()
    expect(page.locator(".big-figure").first).to_be_visible()
    kept = str(one(product, "SELECT answers FROM planning_surveyanswer WHERE proceeding_id = %s", file))
    assert "13800138123" not in kept
    page.goto(f"{product.base}/surveys/")
    page.locator("main table a").first.click()
    expect(page.locator(".big-figure")).to_be_visible()


def test_a_document_is_commented_on_reviewed_issued_filed_and_repealed(page: Page, product: Product) -> None:
    page.goto(f"{product.base}/documents/drafts/")
    page.locator("main table a").first.click()
    page.fill("[name=text]", "第三条建议写明退费期限，联系13800138123")
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"said=1"))
    find = "SELECT id FROM kernel_proceeding WHERE procedure = 'planning.normative_document' AND state = 'reviewing' LIMIT 1"
    file = one(product, find)
    today = timezone.localdate()
    sign_in(page, product, "cityhead")
    act(page, product, file, "review_legality", verdict="lawful", reason="权限、程序、内容合法，未增设许可")
    act(page, product, file, "review_fairness", verdict="clear", reason="不涉及排除限制竞争的内容")
    number = f"周市监规〔{today.year}〕88号"
    act(
        page, product, file, "issue_document", meeting="局长办公会议第20次", document_number=number, since=today.isoformat(),
        until=(today + timedelta(days=600)).isoformat(),
    )  # fmt: skip
    sign_in(page, product, "city")
    act(page, product, file, "file_upward", filed_on=today.isoformat(), filing_number="豫备88")
    sign_out(page)
    page.goto(f"{product.base}/documents/")
    expect(page.locator("main table")).to_contain_text(number)
    sign_in(page, product, "cityhead")
    act(page, product, file, "repeal", reason="上位法已作新规定")
    page.goto(f"{product.base}/documents/")
    expect(page.locator("main")).not_to_contain_text(number)
    done = ["review_legality", "review_fairness", "issue_document", "file_upward", "repeal"]
    assert on_the_ledger(product, file)[-5:] == done
