"""The room of papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Books, and the numbers that were entered into them."""

    name = "kentongan.papers"
    label = "papers"
