"""Which entity does a record without a code mean? Fellegi-Sunter by Splink over the lake's register.

A record has a name, and perhaps an address and a person. What distinguishes an enterprise in its name is compared apart
from place, industry and form, which thousands share; rare words weigh more than common ones. The weights are learned
from the records themselves; how good they are is judged on generated records whose entities are known.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from pypinyin import lazy_pinyin
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from . import truth
from .engine import Engine

REGISTER = "registry.entities"
FIELDS = ("id", "name", "address", "person")
CERTAIN = 0.9  # a match is given out from this probability on
SAMPLE, SEED = 1_000_000, 7

FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|合伙企业|专业合作社|个人独资企业|分公司|公司|经营部|商行|店|厂|部|中心|工作室)$"
)
PLACES = re.compile(r"^(.{2,8}?(省|自治区))?(.{2,8}?市)?(.{1,8}?(区|县|市))?")
MARKS = re.compile(r"[\s()（）〔〕\[\]【】·,，。.\-—_]+")


class BadRecords(ValueError):
    """The file cannot be linked; says why."""


def plain(text: Any) -> str:
    """Half-width, without blanks and marks."""
    return "" if text is None or text != text else MARKS.sub("", unicodedata.normalize("NFKC", str(text)))


def core(name: str) -> str:
    """What is left of a name without its place in front and its form behind."""
    whole = plain(name)
    inner = FORMS.sub("", PLACES.sub("", whole, count=1))
    return inner if len(inner) >= 2 else whole


def sound(text: str) -> str:
    """How it sounds, by which a wrong character of the same sound is found."""
    return "".join(lazy_pinyin(text))


def prepared(table: pd.DataFrame) -> pd.DataFrame:
    """The columns that are compared; what is empty is missing, not equal."""
    cores = [core(name) for name in table["name"]]
    address = [plain(a) for a in table.get("address", pd.Series([""] * len(table)))]
    found = pd.DataFrame(
        {
            "unique_id": table["id"].astype(str),
            "name": [plain(name) for name in table["name"]],
            "core": cores,
            "core_sound": [sound(c) for c in cores],
            "head": [c[:2] for c in cores],
            "tail": [c[-2:] for c in cores],
            "address": address,
            "number": ["".join(re.findall(r"\d+", a)) for a in address],
            "person": [plain(p) for p in table.get("person", pd.Series([""] * len(table)))],
        }
    )
    return found.replace("", None).astype(object)


def settings() -> SettingsCreator:
    """What is compared, and which pairs are looked at at all."""
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1e-4,
        comparisons=[
            cl.JaroWinklerAtThresholds("core", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("core_sound", [0.95, 0.85]),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.85]),
            cl.ExactMatch("person").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("core_sound"),
            block_on("head", "number"),
            block_on("tail", "number"),
            block_on("person", "head"),
            block_on("person", "number"),
            block_on("head", "tail"),
        ],
    )


def link(records: pd.DataFrame, register: pd.DataFrame, certain: float = CERTAIN) -> pd.DataFrame:
    """For each record the likeliest entity: id, subject, probability; records without a likely one are left out."""
    if records.empty or register.empty:
        return pd.DataFrame({"id": [], "subject": [], "probability": []})
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    tables = [api.register(prepared(t), table_name=n) for t, n in ((records, "records"), (register, "register_"))]
    linker = Linker(tables, settings(), log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("core", "address")], recall=0.3)
    training.estimate_u_using_random_sampling(max_pairs=SAMPLE, seed=SEED)
    training.estimate_parameters_using_expectation_maximisation(block_on("person"))
    training.estimate_parameters_using_expectation_maximisation(block_on("core_sound"))
    pairs = linker.inference.predict(threshold_match_probability=certain).as_pandas_dataframe()
    return best(pairs)


def best(pairs: pd.DataFrame) -> pd.DataFrame:
    """Of several entities the likeliest; which side is the record is told by the name of its table."""
    left = pairs["source_dataset_l"].astype(str).str.startswith("records")
    found = pd.DataFrame(
        {
            "id": pairs["unique_id_l"].where(left, pairs["unique_id_r"]),
            "subject": pairs["unique_id_r"].where(left, pairs["unique_id_l"]),
            "probability": pairs["match_probability"],
        }
    ).sort_values(["id", "probability", "subject"], ascending=[True, False, True])
    return found.drop_duplicates("id").reset_index(drop=True)


def register_of(engine: Engine) -> pd.DataFrame:
    """The register as the lake has it."""
    table = engine.table(REGISTER)
    found: pd.DataFrame = engine.arrow(
        table.select(id=table.subject, name=table.name, address=table.premises, person=table.representative)
    ).to_pandas()
    return found


def link_file(path: Path, engine: Engine | None = None) -> pd.DataFrame:
    """Link the records of a CSV file to the register in the lake."""
    try:
        records = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise BadRecords(f"{path} cannot be read: {error}") from error
    if not {"id", "name"} <= set(records.columns):
        raise BadRecords(f"{path} must have the columns id and name; address and person help")
    return link(records, register_of(engine or Engine()))


# ---- judging ----


@dataclass(frozen=True)
class Judged:
    """How many records were linked to the right entity, of those linked (precision) and of those that have one (recall)."""

    records: int
    linked: int
    right: int
    have: int

    @property
    def precision(self) -> float:
        return self.right / self.linked if self.linked else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.have if self.have else 0.0


def judged(matches: pd.DataFrame, known: dict[str, str], records: int) -> Judged:
    """Compare matches with the entities that the records are known to mean."""
    right = sum(known.get(str(row.id)) == str(row.subject) for row in matches.itertuples())
    return Judged(records, len(matches), right, len(known))


def judge(count: int, seed: int, register: pd.DataFrame | None = None) -> dict[str, float | int]:
    """Precision and recall over generated records: half of them spoilt copies of entities, some of nobody's."""
    entities = register if register is not None else truth.register(max(count * 2, 1000), seed)
    records, known = truth.spoilt(entities, count, seed)
    found = judged(link(records, entities), known, len(records))
    return {
        "records": found.records,
        "register": len(entities),
        "linked": found.linked,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
    }


def spoken(told: dict[str, float | int]) -> str:
    return (
        f"{told['records']} records against {told['register']} entities: {told['linked']} linked, "
        f"precision {told['precision']:.3f}, recall {told['recall']:.3f}"
    )
