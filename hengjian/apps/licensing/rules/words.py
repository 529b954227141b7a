"""Citations in the words a ground needs."""

from hengjian.kernel.law import LawOn


def art(law: LawOn, text: str) -> str:
    """The article in Chinese, as papers print it."""
    return law.cite(text).text("zh-hans")
