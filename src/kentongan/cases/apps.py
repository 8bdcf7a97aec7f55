"""The room of handling."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, their turns, seals and clocks."""

    name = "kentongan.cases"
    label = "cases"
