"""Registration of the data centre engine."""

from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "hengjian.lake"
    label = "lake"
    verbose_name = "Lake"
