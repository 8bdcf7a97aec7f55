"""The public board."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """What has been made public."""

    name = "kentongan.board"
    label = "board"
