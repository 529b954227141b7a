"""Short citations of catalogues, printed as an official writes them."""

import pytest

from hengjian.kernel.citing import cited


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("food_law 35; food_operation_permit", "《食品安全法》第三十五条、《食品经营许可和备案管理办法》"),
        ("化妆品监督管理条例 27-28", "《化妆品监督管理条例》第二十七条至第二十八条"),
        ("special_equipment_law 18,59", "《特种设备安全法》第十八条、第五十九条"),
        ("国发〔2021〕7号", "国发〔2021〕7号"),
    ],
)
def test_a_basis_is_printed_as_an_official_writes_it(text: str, printed: str) -> None:
    assert cited(text) == printed
