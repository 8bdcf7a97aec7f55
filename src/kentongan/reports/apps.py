"""The room of what was sent."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports and all that belongs to them, sealed."""

    name = "kentongan.reports"
    label = "reports"
