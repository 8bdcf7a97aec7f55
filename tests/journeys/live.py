"""A server in this process: it shares the test's clock, and whatever raises in it is raised here."""

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.core.signals import got_request_exception
from django.db import connections


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadedWSGIServer):
    def process_request_thread(self, request, client_address) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@contextmanager
def serving() -> Iterator[str]:
    """Serve both halves of the site; gives the address."""
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(get_internal_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    failures: list[str] = []

    def note(**_: object) -> None:
        failures.append(traceback.format_exc())

    got_request_exception.connect(note)
    yield f"http://localhost:{server.server_address[1]}"
    got_request_exception.disconnect(note)
    server.shutdown()
    server.server_close()
    thread.join()
    assert failures == []
