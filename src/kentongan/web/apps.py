"""The room that both faces share."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, words, fields, uploads, sealed sessions, headers."""

    name = "kentongan.web"
    label = "web"
