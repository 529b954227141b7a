"""The model finds who is risky, not who was visited by the strict; any table will do, a wrong one is told why."""

import json
import zipfile
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from django.core.management import CommandError, call_command

from hengjian.apps.credit.targeting.judge import calibration, days_earlier, first_half
from hengjian.apps.credit.targeting.table import BadTable, choose

STRICT = {"甲": 2.0, "乙": 0.0, "丙": -2.0}


def _table(rows: int = 3000, seed: int = 7) -> pd.DataFrame:
    """Inspections in which strict inspectors were mostly sent to clean shops, so that naive learning is misled."""
    dice = np.random.default_rng(seed)
    kind = dice.choice(["餐馆", "超市", "食堂"], rows)
    past = dice.poisson(1.0, rows).astype(float)
    risk = 0.9 * (past - 1) + np.where(kind == "餐馆", 0.6, -0.3)
    tilt = np.stack([np.exp(-risk), np.ones(rows), np.exp(risk)], axis=1)
    who = [dice.choice(list(STRICT), p=t / t.sum()) for t in tilt]
    chance = 1 / (1 + np.exp(-(risk - 1 + np.array([STRICT[w] for w in who]))))
    found = (dice.random(rows) < chance).astype(int)
    past[dice.random(rows) < 0.1] = np.nan
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.sort(dice.integers(0, 300, rows)), unit="D")
    return pd.DataFrame(
        {
            "编号": [f"样{n}" for n in range(rows)],
            "日期": days,
            "业态": kind,
            "既往": past,
            "人员": who,
            "真实": risk,
            "查出": found,
        }
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, float]]]:
    folder = tmp_path_factory.mktemp("targeting")
    _table().to_parquet(folder / "past.parquet")
    out = StringIO()
    call_command("risk", "train", str(folder / "past.parquet"), target="查出", date="日期", nuisance="人员",
                 exclude="真实", out=folder / "model", json=True, stdout=out)  # fmt: skip
    return folder, json.loads(out.getvalue())


def _scored(folder: Path, table: pd.DataFrame, **options: bool) -> np.ndarray:
    table.to_csv(folder / "now.csv", index=False)
    call_command("risk", "score", str(folder / "model"), str(folder / "now.csv"), id="编号", out=folder / "s.csv",
                 stdout=StringIO(), **options)  # fmt: skip
    return pd.read_csv(folder / "s.csv")["score"].to_numpy()


def test_it_is_judged_by_a_later_period_in_both_ways(trained: tuple[Path, dict[str, dict[str, float]]]) -> None:
    told = trained[1]
    assert told["with_nuisance"]["first_half"] > told["with_nuisance"]["first_half_as_done"] + 0.1
    assert told["with_nuisance"]["days_earlier"] > 0
    assert told["left_out"] == {"真实": "excluded", "编号": "identifies the row"}


def test_the_score_follows_the_subject_and_not_who_was_sent(trained: tuple[Path, dict[str, dict[str, float]]]) -> None:
    fresh = _table(600, seed=8)
    removed = _scored(trained[0], fresh)
    naive = _scored(trained[0], fresh, include_nuisance=True)
    truth = fresh["真实"].rank()
    assert pd.Series(removed).rank().corr(truth) > 0.85
    assert pd.Series(removed).rank().corr(truth) > pd.Series(naive).rank().corr(truth) + 0.1
    # Who is sent does not move the score at all.
    other = _scored(trained[0], fresh.assign(人员="甲"))
    assert np.allclose(other, removed)


def test_new_words_and_missing_values_are_scored(trained: tuple[Path, dict[str, dict[str, float]]]) -> None:
    strange = _table(20).assign(业态="流动摊点", 人员="新人", 既往=None)
    scores = _scored(trained[0], strange)
    assert ((scores > 0) & (scores < 1)).all()


def test_a_model_file_that_could_run_code_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "evil", "w") as archive:
        archive.writestr("model.json", json.dumps({"format": "hengjian-targeting-v1"}))
        archive.writestr("part-0.skops", b"cos\nsystem\n(S'true'\ntR.")
    _table(20).to_csv(tmp_path / "now.csv", index=False)
    with pytest.raises(CommandError, match="not a model that can be read"):
        call_command(
            "risk", "score", str(tmp_path / "evil"), str(tmp_path / "now.csv"), id="编号", out=tmp_path / "s.csv"
        )
    assert not (tmp_path / "s.csv").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"target": "无"}, "no column 无"),
        ({"nuisance": "编号"}, "cannot be a nuisance"),
        ({"exclude": ["不存在"]}, "no column 不存在"),
    ],
)
def test_a_wrong_column_is_named(change: dict[str, object], told: str) -> None:
    given: dict[str, object] = {"target": "查出", "date": "日期", "nuisance": "人员", "exclude": []}
    with pytest.raises(BadTable, match=told):
        choose(_table(50), **(given | change))  # type: ignore[arg-type]


def test_the_measures_by_hand() -> None:
    scores, found = np.array([0.9, 0.1, 0.8, 0.2]), np.array([1, 0, 0, 1])
    assert first_half(scores, found) == 0.5
    # The first and third row take days 0 and 1; the findings of rows 1 and 4 move from day 0 and 3 to 0 and 2.
    assert days_earlier(scores, found, np.array([0, 1, 2, 3])) == 0.5
    assert [c[2] for c in calibration(scores, found)] == [1, 1, 1, 1]
