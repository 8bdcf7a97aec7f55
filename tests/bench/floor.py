"""Serve the floor of a report: `python -m tests.bench.floor HOST:PORT`, in the same gunicorn as ours."""

import sys

import django
from django.conf import settings

from kentongan.config.serve import PORTAL_THREADS, run_face


def main(bind: str) -> None:
    """Serve until stopped."""
    django.setup()
    settings.ROOT_URLCONF = "tests.bench.floor_pages"
    run_face("portal", bind, PORTAL_THREADS)


if __name__ == "__main__":
    main(sys.argv[1])
