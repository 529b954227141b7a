"""Every paper of resting and leaving is a PDF that says what the act froze."""

import pytest

from hengjian.kernel.paper.render import render

BASE = {
    "number": "川登字〔2026〕第0001号",
    "title": "决定书",
    "authority": "周口市川汇区市场监督管理局",
    "date": "2026-11-20",
    "verify_code": "",
    "synthetic": True,
    "name": "周口样泰商贸有限公司",
    "code": "91411602MA00000000",
}
SAID = {
    "announcement": {
        "reason": "该公司被吊销营业执照，满三年未申请注销公司登记，本机关拟强制注销其公司登记。",
        "rows": [["名称", "周口样泰商贸有限公司"], ["统一社会信用代码", "91411602MA00000000"]],
        "until": "2027-02-18",
        "basis": ["《强制注销公司登记制度实施办法》第三条"],
    },
    "simple_end": {"grounds": ["股权出质：质权人某银行", "有欠税"], "basis": ["《市场主体登记管理条例》第三十三条"]},
    "dormancy": {"rows": [["歇业起始", "2026-12-01"]], "basis": ["《市场主体登记管理条例》第三十条"]},
    "cancellation_accepted": {"rows": [["涉及登记", "变更登记"]], "basis": ["《市场主体登记管理条例实施细则》第五十二条"]},
    "cancellation_decision": {
        "registered_on": "2025-03-01",
        "matter": "变更登记",
        "finding": "经笔迹鉴定，变更登记申请书上的签名非本人所签。",
        "barred": ["冒某某"],
        "basis": ["《市场主体登记管理条例》第四十条"],
    },
    "cancellation_refused": {
        "registered_on": "2025-03-01",
        "matter": "变更登记",
        "finding": "撤销将影响在建安置房项目竣工交付。",
        "ground": "撤销登记可能对社会公共利益造成重大损害",
        "basis": ["《市场主体登记管理条例》第四十一条"],
    },
    "compulsory_decision": {"since": "2020-06-01", "basis": ["《公司法》第二百四十一条"]},
    "striking_off_notice": {"grounds": ["无法联系：自2024-01-02起"], "basis": ["《深圳经济特区商事登记若干规定》"]},
    "striking_off_decision": {"grounds": ["无法联系：自2024-01-02起"], "basis": ["《深圳经济特区商事登记若干规定》"]},
    "restoration": {
        "ground": "false_promise",
        "story": "注销时尚欠货款三万元，有对账单为证。",
        "liable": ["何小满", "白露"],
        "basis": ["《市场主体登记管理条例》第四十条"],
    },
    "deregistration": {"matter": "注销登记", "rows": [["裁定文书", "（2025）豫16破12号"]], "basis": ["《市场主体登记管理条例》第三十一条"]},
}  # fmt: skip


@pytest.mark.parametrize("paper", list(SAID))
def test_it_is_a_pdf(paper: str) -> None:
    assert render(f"registry.{paper}", BASE | SAID[paper]).startswith(b"%PDF")
