"""The model learns from what it is given, is judged on texts it has not seen, and comes back from its file the same."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from django.core.management import CommandError, call_command
from sklearn.feature_extraction.text import TfidfVectorizer

from hengjian.apps.consumer.learning.fitting import fit
from hengjian.apps.consumer.learning.judge import FOLDS, fold_of, judge
from hengjian.apps.consumer.learning.model import TextModel
from hengjian.apps.consumer.learning.store import BadTexts, load, save
from hengjian.apps.consumer.learning.tables import columns, read
from hengjian.apps.consumer.rules.telling import folded

FOOD = ("牛奶变质发酸", "蛋糕里有头发", "饭菜不熟拉肚子", "饼干发霉", "水果烂了", "火腿过期", "面包有虫子", "果汁胀包")
PHONE = ("手机黑屏", "充电发烫", "屏幕有亮线", "电池鼓包", "手机翻新机", "耳机没声音", "手机自动关机", "触屏失灵")
CARDS = (
    "健身卡退不了",
    "会员卡余额不退",
    "办卡后关门",
    "充值卡限制使用",
    "年卡转让收费",
    "次卡过期作废",
    "退卡扣一半",
    "私教课不退",
)
TEXTS = [f"{text}{n}" for part in (FOOD, PHONE, CARDS) for text in part for n in ("，要求退款", "，请处理", "，不理人")]
LABELS = [label for label in ("food", "phone", "cards") for _n in range(24)]


def test_it_learns_and_says_which_pieces_decided() -> None:
    model = fit(TEXTS, LABELS)
    found = model.says("会员卡不给退")
    assert found.label == "cards"
    assert 0.4 < found.confidence <= 1
    assert any("卡" in word for word in found.words)


def test_equal_texts_never_stand_on_both_sides() -> None:
    assert fold_of("同一 句话！") == fold_of("同一句话")
    assert {fold_of(text) for text in TEXTS} == set(range(FOLDS))


def test_it_is_judged_on_what_it_has_not_seen() -> None:
    """Labels that have nothing to do with the texts cannot be learnt, and the judgement says so."""
    chance = np.random.default_rng(1)
    honest, mixed = judge(TEXTS, LABELS), judge(TEXTS, list(chance.permutation(LABELS)))
    assert honest.macro_f1_each_once > 0.8
    assert mixed.macro_f1_each_once < 0.6
    assert sum(rows for *_rates, rows in honest.by_label.values()) == len(TEXTS)


def test_two_labels_work_too_and_one_does_not() -> None:
    assert fit(TEXTS[:48], LABELS[:48]).says("手机黑屏").label == "phone"
    with pytest.raises(BadTexts):
        columns(pd.DataFrame({"t": ["a", "b"], "l": ["x", "x"]}), "t", "l")


def test_the_product_weighs_pieces_as_the_library_that_learnt_them() -> None:
    texts = [*TEXTS, "  Wi-Fi   断 线\n\n\n断线断线", "", "😀"]
    pieces = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    rows = pieces.fit_transform([folded(text) for text in texts])
    model = TextModel([str(n) for n in pieces.get_feature_names_out()], pieces.idf_, [], *(np.zeros((1, 1)),) * 3)
    for text, row in zip(texts, rows, strict=True):
        at, weights = model.weighed(text)
        assert list(at) == sorted(row.indices)
        assert np.allclose(weights, row.toarray()[0, at])


def test_a_model_comes_back_from_its_file_the_same(tmp_path: Path) -> None:
    model, file = fit(TEXTS, LABELS), tmp_path / "model.zip"
    save(model, asdict(judge(TEXTS, LABELS)), file)
    assert np.allclose(load(file).chances(TEXTS[:9]), model.chances(TEXTS[:9]), atol=1e-5)
    (tmp_path / "no.zip").write_bytes(b"not a model")
    with pytest.raises(BadTexts):
        load(tmp_path / "no.zip")


def test_the_command_trains_and_classifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, model, out = tmp_path / "texts.csv", tmp_path / "model.zip", tmp_path / "out.csv"
    pd.DataFrame({"title": TEXTS, "label": LABELS}).to_csv(data, index=False)
    call_command("complaints", "train", str(data), "--text", "title", "--label", "label", "--out", str(model))
    call_command(
        "complaints",
        "classify",
        str(data),
        "--text",
        "title",
        "--label",
        "label",
        "--model",
        str(model),
        "--out",
        str(out),
    )
    told = capsys.readouterr().out
    assert "macro-F1" in told
    assert "macro_f1 1.0" in told
    assert list(read(out)["label"]) == LABELS
    with pytest.raises(CommandError, match="no column"):
        call_command("complaints", "train", str(data), "--text", "none", "--label", "label", "--out", str(model))
