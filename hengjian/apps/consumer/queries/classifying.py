"""Classifying with the model an administrator has trained, where one lies in the installation; by keywords without one."""

from pathlib import Path

from django.conf import settings

from hengjian.apps.consumer.learning.store import load
from hengjian.apps.consumer.rules.classify import Guess
from hengjian.apps.consumer.rules.classify import guess as by_rules

FILE = "complaints-model.zip"


def model_file() -> Path:
    """Where `hengjian complaints train … --out` has to put the model for it to be used."""
    return Path(settings.HENGJIAN_HOME) / FILE


def guess(text: str) -> Guess:
    """The guess for a text."""
    path = model_file()
    return by_rules(text, load(path) if path.exists() else None)
