"""Names from Parquet files: the column they stand in, files read in parts, files that are none."""

from pathlib import Path
from typing import Any

import pyarrow
import pytest
from django.core.management import CommandError, call_command
from pyarrow import parquet

from hengjian.apps.registry.actions import name_loading as loading
from hengjian.apps.registry.models import NameEntry

pytestmark = pytest.mark.django_db


def parquet_file(folder: Path, columns: dict[str, Any]) -> Path:
    file = folder / "names.parquet"
    parquet.write_table(pyarrow.table(columns), file)
    return file


@pytest.mark.parametrize("heading", ["name", "full_name", "企业名称", "only_column"])
def test_a_parquet_file_is_read_by_its_column_of_names(heading: str, tmp_path: Path) -> None:
    columns: dict[str, list[str | None]] = {heading: ["周口市云杉餐饮有限公司", None, " 周口市听澜商贸有限公司 "]}
    file = parquet_file(tmp_path, columns if heading == "only_column" else {"code": ["1", "2", "3"]} | columns)
    assert list(loading.lines_of(file)) == [(1, "周口市云杉餐饮有限公司"), (2, ""), (3, "周口市听澜商贸有限公司")]


def test_a_parquet_file_is_imported_like_any_other(
    fresh_database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)  # so that the file is read in more than one part
    names = [f"周口市{t}商贸有限公司" for t in ("云杉", "听澜", "谷雨", "望北", "云杉")]
    file = parquet_file(tmp_path, {"full_name": names, "capital": list("12345")})
    done = loading.import_file(file, "4116", tmp_path / "state.json", lambda text: None)
    assert (done.line, done.entered, done.known, NameEntry.objects.count()) == (5, 4, 1, 4)


def test_what_is_no_table_of_names_is_said(tmp_path: Path) -> None:
    several = parquet_file(tmp_path, {"code": ["1"], "capital": ["2"]})
    with pytest.raises(loading.Unreadable, match="full_name"):
        list(loading.lines_of(several))
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"code,name")
    with pytest.raises(CommandError, match="no Parquet file"):
        call_command("names", "import", str(broken), "--region", "4116")
