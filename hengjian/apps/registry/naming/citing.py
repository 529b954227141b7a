"""Articles of the name regulation as texts. The one place that decides how they are put into words."""

from functools import cache
from typing import Any

from hengjian.kernel.law import cite

REGULATION = "enterprise_name_regulation"


@cache
def art(article: int, paragraph: int = 0, item: int = 0) -> Any:
    """《企业名称登记管理规定》第十一条第（三）项 and the like."""
    more = (f" para. {paragraph}" if paragraph else "") + (f" item {item}" if item else "")
    return cite(f"{REGULATION} art. {article}{more}").text("zh-hans")
