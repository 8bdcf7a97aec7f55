"""The reporter's pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages without script and without models."""

    name = "kentongan.portal"
    label = "portal"
