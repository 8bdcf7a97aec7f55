"""Serving: the reporters' pages, the officers' pages and the worker, each in a process of its own.

* One parent imports the program once and forks; the parts share what they do not change.
* The two faces listen apart, so that slow phones that upload hold threads of the portal only, and so that no cookie
  jar need hold both.
* No request is logged. What gunicorn would say of a broken one names an address or a path, so only the kind of
  error is kept.
"""

import argparse
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

PORTAL_THREADS = 32  # a phone on 2G holds one for minutes
DESK_THREADS = 8
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # the last: the window of the terminal was closed


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn has no type hints
    """Says that something went wrong and of what kind; never where from, what for or with which data."""

    def warning(self, msg: str, *args: object, **kwargs: Any) -> None:
        """Report a broken request without its address."""
        super().warning("A request was malformed." if "ip=" in msg else msg, *args, **kwargs)

    def exception(self, msg: str, *args: object, **kwargs: Any) -> None:  # noqa: ARG002
        """Report the kind of an error without its request."""
        kind = sys.exc_info()[0]
        self.error_log.error("A request failed: %s", kind.__name__ if kind else "unknown")


class _Face(BaseApplication):  # type: ignore[misc]  # gunicorn has no type hints
    def __init__(self, bind: str, threads: int) -> None:
        self._options = {
            "bind": bind,
            "workers": 1,
            "threads": threads,
            "worker_class": "kentongan.config.pacing.PacedWorker",
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "logger_class": QuietLogger,
            "timeout": 120,
            "graceful_timeout": 10,
            "control_socket_disable": True,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: PTH112, S108
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            if value is not None:
                self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        from django.db import connections

        connections.close_all()  # no connection crosses a fork
        return WSGIHandler()


def run_face(face: str, bind: str, threads: int) -> None:
    """Serve one face until stopped."""
    # Before addresses and middleware are imported: which pages, and cookies of their own.
    settings.KENTONGAN["FACE"] = face
    settings.SESSION_COOKIE_NAME = f"__Host-{face}"
    settings.CSRF_COOKIE_NAME = f"__Host-csrf-{face}"
    _Face(bind, threads).run()


def run_worker() -> None:
    """Run the worker until stopped."""
    from .worker import run

    run()


def serve(argv: list[str]) -> int:
    """Run `kentongan serve`: the parts that were asked for, until one of them ends or a signal comes."""
    parser = argparse.ArgumentParser(prog="kentongan serve")
    parser.add_argument("--portal", metavar="HOST:PORT", help="serve the reporters' pages here")
    parser.add_argument("--desk", metavar="HOST:PORT", help="serve the officers' pages here")
    parser.add_argument("--worker", action="store_true", help="run the worker too")
    asked = parser.parse_args(argv)
    parts: list[Callable[[], None]] = []
    if asked.portal:
        parts.append(lambda: run_face("portal", asked.portal, PORTAL_THREADS))
    if asked.desk:
        parts.append(lambda: run_face("desk", asked.desk, DESK_THREADS))
    if asked.worker:
        parts.append(run_worker)
    if not parts:
        parser.error("nothing to serve: name --portal, --desk or --worker")
    for address in filter(None, (asked.portal, asked.desk)):
        if not _is_free(address):
            print(f"{address} sedang dipakai program lain / is in use by another program.", file=sys.stderr)  # noqa: T201
            return 1
    collecting = _fork(lambda: call_command("collectstatic", interactive=False, verbosity=0))
    _share_memory([face for face in ("portal", "desk") if getattr(asked, face)])
    if os.waitstatus_to_exitcode(os.waitpid(collecting, 0)[1]):
        return 1
    return supervise(parts)


def _share_memory(faces: list[str]) -> None:
    """Do before the parts go apart what each of them would do by itself.

    Memory that nobody writes to afterwards stays one copy for all processes. `config.urls` and the middleware are not
    among it: they depend on the face.
    """
    parts = (
        "kentongan.config.pacing",
        "kentongan.config.worker",
        *(f"kentongan.{face}.urls" for face in faces),
    )
    for module in parts:
        import_module(module)
    from kentongan.portal import doors

    with suppress(DatabaseError):  # no tables yet: the first page will say so
        for house in doors.houses(timezone.now()):
            # This reads procedures and keys, which loads what both faces need for that.
            any(door.is_open for door in house.doors)
    gc.collect()
    gc.freeze()  # else the collector writes to every object when it first runs


def _is_free(address: str) -> bool:
    """Whether somebody could listen there: said in a line, before gunicorn tries six times."""
    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError:
            return False
    return True


def supervise(parts: list[Callable[[], None]]) -> int:
    """Fork a process for each part; when one ends, or a signal comes, end the others too."""
    from django.db import connections

    connections.close_all()
    children: set[int] = set()
    stopping = [False]

    def stop(*_: object) -> None:
        stopping[0] = True
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)

    for number in ENDING:
        signal.signal(number, stop)
    children.update(_fork(part) for part in parts)
    if stopping[0]:  # a signal came before the last part was there
        stop()
    failed = False
    while children:
        child, status = os.wait()
        children.discard(child)
        failed = failed or not stopping[0]
        if not stopping[0]:
            print(f"A part of Kentongan ended ({os.waitstatus_to_exitcode(status)}).", file=sys.stderr)  # noqa: T201
            stop()
    return 1 if failed else 0


def _fork(part: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)
    code = 0
    try:
        part()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        code = 1
    os._exit(code)
