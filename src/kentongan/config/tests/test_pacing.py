"""Who trickles is cut off; who is slow but coming is not."""

import socket
from collections.abc import Iterator

import pytest

from kentongan.config.pacing import GRACE_SECONDS, LEAST_RATE, PacedSocket, TooSlow


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, PacedSocket, Clock]]:
    sender, receiver = socket.socketpair()
    clock = Clock()
    paced = PacedSocket(receiver, clock)
    paced.setblocking(True)
    yield sender, paced, clock
    sender.close()
    receiver.close()


def test_a_byte_now_and_then_is_cut_off(line) -> None:
    sender, paced, clock = line
    sender.send(b"x")
    assert paced.recv(8192) == b"x"
    clock.now = GRACE_SECONDS + 1
    sender.send(b"x")
    with pytest.raises(TooSlow):
        paced.recv(8192)


def test_a_slow_phone_is_not(line) -> None:
    sender, paced, clock = line
    for _ in range(20):
        clock.now += 10
        sender.send(b"x" * LEAST_RATE * 10)
        assert len(paced.recv(8192)) == LEAST_RATE * 10


def test_the_next_request_on_the_line_begins_anew(line) -> None:
    sender, paced, clock = line
    clock.now = 10 * GRACE_SECONDS
    paced.setblocking(False)
    paced.setblocking(True)
    sender.send(b"GET")
    assert paced.recv(8192) == b"GET"


def test_whoever_says_nothing_is_let_go(line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.config.pacing.QUIET_SECONDS", 0.01)
    _, paced, _ = line
    paced.setblocking(True)
    with pytest.raises(TimeoutError):
        paced.recv(8192)
