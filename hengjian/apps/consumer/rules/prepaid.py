"""Early signs that an issuer of prepaid cards may fail, each told with the figure it rests on. Settings, not law."""

from dataclasses import dataclass

GONE = 2  # complaints within the window that the shop is closed or nobody answers
REFUND = 5  # complaints about refunds within the window
RISE = 2.0  # times the own pace before
COVER = 20  # per cent of the balance that a deposit should cover
FAR_ABOVE = 3.0  # balance in times of what was owed at the last report


@dataclass(frozen=True)
class IssuerFacts:
    """What is known of an issuer: complaints of the window and before, cover, balance now and as reported before."""

    gone: int
    prepaid: int
    prepaid_before: int
    cover: int | None
    balance: int
    balance_before: int | None = None
    abnormal: bool = False


def signs(facts: IssuerFacts) -> list[str]:
    """The early signs that hold."""
    found = []
    if facts.gone >= GONE:
        found.append(f"30日内{facts.gone}件投诉称关门、失联")
    if facts.prepaid >= REFUND and facts.prepaid >= RISE * max(facts.prepaid_before, 1):
        found.append(f"30日内预付卡投诉{facts.prepaid}件，前期同长时段{facts.prepaid_before}件")
    if facts.cover is not None and facts.cover < COVER:
        found.append(f"存管资金仅占未兑付余额的{facts.cover}%")
    if facts.balance_before and facts.balance > FAR_ABOVE * facts.balance_before:
        found.append(f"未兑付余额由{facts.balance_before / 100:,.0f}元升至{facts.balance / 100:,.0f}元")
    if facts.abnormal:
        found.append("已列入经营异常名录")
    return found
