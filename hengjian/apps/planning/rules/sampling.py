"""Samples and what may be said from them: size, allocation, frame, weights, standard error, margin. Plain arithmetic.

Shares follow Cochran, Sampling Techniques (3rd ed.): size (4.2) with the finite population correction, proportional
allocation, post-stratification (5A.9) whose variance is that of the stratified mean given the answers obtained.
"""

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from hengjian.kernel.ledger.entry import canonical
from hengjian.kernel.personal import mask_id, mask_phone

FRAME = "hengjian-survey-frame-v1"
LEAST = 10  # fewer are asked one by one
HALF = 0.5  # the share with the largest variance: a sample for it serves every share
LIKERT, NPS = (1, 5), (0, 10)
PROMOTER, DETRACTOR = 9, 6
NUMBERS = (
    (re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])"), mask_id),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), mask_phone),
    (re.compile(r"(?<!\d)\d{7,}(?!\d)"), lambda text: "*" * len(text)),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), lambda text: "***"),
)


def z_of(confidence: float) -> float:
    """How many standard errors a two-sided interval of this confidence in per cent reaches."""
    return NormalDist().inv_cdf((1 + confidence / 100) / 2)


def size(population: int, margin: float, confidence: float) -> int:
    """Answers needed for a share within ± margin per cent; never more than there are."""
    if population <= 0:
        return 0
    first = z_of(confidence) ** 2 * HALF * (1 - HALF) / (margin / 100) ** 2
    return min(population, math.ceil(first / (1 + (first - 1) / population) - 1e-9))


def invited(wanted: int, expected: float, population: int) -> int:
    """How many must be asked where only `expected` per cent answer."""
    return min(population, math.ceil(wanted * 100 / expected - 1e-9))


def allocated(total: int, populations: Sequence[int]) -> list[int]:
    """A total in proportion to the strata, by largest remainder; a stratum that has anybody gives two where it can.

    Two, as one answer says nothing about how answers differ.
    """
    whole = sum(populations)
    if not whole:
        return [0] * len(populations)
    total = min(total, whole)
    exact = [total * n / whole for n in populations]
    found = [math.floor(x) for x in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (found[i] - exact[i], i))
    for i in by_remainder[: total - sum(found)]:
        found[i] += 1
    return [max(count, min(2, n)) for count, n in zip(found, populations, strict=True)]


def frame(survey: str, strata: Mapping[str, Sequence[str]], asked: Mapping[str, int]) -> bytes:
    """The frame as a file; its SHA-256 is what it is called in the ledger before anything is drawn."""
    members = {name: sorted(found) for name, found in strata.items()}
    return canonical({"format": FRAME, "survey": survey, "strata": members, "asked": dict(asked)})


def frame_hash(content: bytes) -> str:
    """What a frame is called."""
    return hashlib.sha256(content).hexdigest()


def stratum_seed(root: str, frame: str, stratum: str) -> bytes:
    """The seed of a stratum's lot: the log's root signed after the frame stood in it, bound to frame and stratum."""
    return hashlib.sha256(bytes.fromhex(root) + bytes.fromhex(frame) + stratum.encode()).digest()


def masked(text: str) -> str:
    """Free text without the numbers by which a person is found."""
    for pattern, mask in NUMBERS:
        text = pattern.sub(lambda m, mask=mask: mask(m[0]), text)  # type: ignore[misc]
    return text


def points(kind: str, answer: int) -> float:
    """An answer as satisfaction from 0 to 100."""
    low, high = LIKERT if kind == "likert" else NPS
    return 100 * (answer - low) / (high - low)


def satisfaction(answers: Mapping[str, int], kinds: Mapping[str, str]) -> float | None:
    """The mean of one person's answers that count; None where nothing was answered."""
    given = [points(kinds[key], value) for key, value in answers.items() if kinds.get(key) in ("likert", "nps")]
    return sum(given) / len(given) if given else None


@dataclass(frozen=True)
class Part:
    """One stratum: how many there are, and the values obtained in it."""

    population: int
    values: Sequence[float]

    @property
    def mean(self) -> float:
        return math.fsum(self.values) / len(self.values)

    @property
    def spread(self) -> float | None:
        """Sample variance; None for a single value."""
        if len(self.values) < 2:
            return None
        mean = self.mean
        return math.fsum((v - mean) ** 2 for v in self.values) / (len(self.values) - 1)


@dataclass(frozen=True)
class Estimate:
    """A mean with its error. `empty` counts the strata that gave no answer, for which the others stand."""

    mean: float
    error: float
    margin: float
    answers: int
    empty: int


def estimate(parts: Sequence[Part], confidence: float) -> Estimate | None:
    """The mean weighted to the strata's share of the population, with its standard error and margin.

    A stratum of one answer takes the pooled variance of the others. None where nobody has answered.
    """
    full = [p for p in parts if p.values]
    if not full:
        return None
    whole = sum(p.population for p in full)
    known = [(s, len(p.values) - 1) for p in full if (s := p.spread) is not None]
    degrees = sum(n for _s, n in known)
    pooled = math.fsum(s * n for s, n in known) / degrees if degrees else 0.0
    mean = math.fsum(p.population / whole * p.mean for p in full)
    variance = math.fsum(_variance(p, whole, pooled) for p in full)
    error = math.sqrt(variance)
    answers = sum(len(p.values) for p in full)
    return Estimate(mean, error, z_of(confidence) * error, answers, len(parts) - len(full))


def _variance(part: Part, whole: int, pooled: float) -> float:
    """What a stratum adds to the variance, with the correction for a finite population."""
    spread, n = part.spread, len(part.values)
    rest = max(0.0, 1 - n / part.population)
    return (part.population / whole) ** 2 * rest * (pooled if spread is None else spread) / n


def nps(parts: Sequence[Part]) -> float | None:
    """Promoters less detractors in per cent, weighted to the strata."""
    shares = [
        Part(p.population, [100.0 if v >= PROMOTER else -100.0 if v <= DETRACTOR else 0.0 for v in p.values])
        for p in parts
    ]
    found = estimate(shares, 95)
    return found.mean if found else None
