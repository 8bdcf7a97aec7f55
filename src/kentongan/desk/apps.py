"""The officers' pages."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages without models; every act is one call of a service."""

    name = "kentongan.desk"
    label = "desk"
