"""Believable individual businesses with their filings in every state. All synthetic, and marked so."""

from collections.abc import Iterator

from hengjian.kernel import bulk
from hengjian.kernel.principal import CLOCKWORK, acting_as

from . import companies, growing, leaving, matters, services
from . import entities as businesses
from .maker import maker_of

HERE = 25  # of a hundred businesses, those that this process writes; it has the filings and the companies besides


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the jurisdiction's businesses; yields a line of progress a step."""
    maker = maker_of(seed)
    with bulk.as_owner() as owner:
        yield f"{entities} 户经营主体"
        shops = businesses.invent(owner, maker, entities)
        here = len(shops) * HERE // 100
        with bulk.beside(lambda own: businesses.write(own, maker, shops[here:])):
            businesses.write(owner, maker, shops[:here])
            yield "设立登记办件"
            matters.filings(owner, maker, shops)
            gone = matters.leavings(owner, maker, shops)
            yield f"{companies.load(owner, maker, max(24, entities // 10))} 户公司、合伙企业、合作社和分支机构"
            for table, rows in maker.sheet.rows.items():
                bulk.copy(owner, table, rows)
            for (code, series, year), last in maker.serial.items():
                owner.execute(
                    "INSERT INTO kernel_numberseries (code, series, year, last) VALUES (%s, %s, %s, %s)",
                    [code, series, year, last],
                )
        matters.strike_off(owner, gone)
    yield f"{maker.sheet.acts} 件办理记录"
    # What the owner writes comes first: the acts that follow hold their rows until the whole load is done.
    with bulk.as_owner() as owner:
        yield "企业开办、好差评、壁垒反映"
        services.load(owner, maker)
    with acting_as(CLOCKWORK):
        companies.identities()
    play = leaving.Play(maker)
    yield f"{leaving.load(play)} 件歇业、注销、撤销和清退事项"
    yield f"{growing.load(play)} 户培育、融资、印章、代办和转企"
