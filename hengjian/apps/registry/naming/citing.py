"""Articles of the name regulation."""

from functools import cache

from hengjian.kernel.law import Citation, cite

REGULATION = "enterprise_name_regulation"


@cache
def art(article: int, paragraph: int = 0, item: int = 0) -> Citation:
    """《企业名称登记管理规定》第十一条第（三）项 and the like."""
    more = (f" para. {paragraph}" if paragraph else "") + (f" item {item}" if item else "")
    return cite(f"{REGULATION} art. {article}{more}")
