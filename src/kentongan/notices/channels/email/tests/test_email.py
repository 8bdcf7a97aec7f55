"""The mail, through a real SMTP server on this machine."""

import logging
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from kentongan import notices
from kentongan.notices import channels
from kentongan.notices.channels import NotDelivered
from kentongan.notices.models import Notice
from kentongan.notices.tests.test_outbox import NOW


class Mailbox:
    """Keeps what arrives; refuses addresses that begin with "no", has no time for those with "busy"."""

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if address.startswith("no"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        if envelope.rcpt_tos[0].startswith("busy"):
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def mailbox(settings, monkeypatch) -> Iterator[Mailbox]:
    # The server's own thread tells every line of the dialogue, also after the test's log was closed.
    monkeypatch.setattr(logging.getLogger("mail"), "propagate", False)
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield mailbox
    controller.stop()


def send(address: str = "ida@contoh.test", message_id: str = "m1") -> None:
    channels.send("email", address=address, message_id=message_id)


class TestMail:
    def test_it_says_where_the_desk_is_and_nothing_else(self, mailbox) -> None:
        send()
        [mail] = mailbox.mails
        assert mail["To"] == "ida@contoh.test"
        assert mail["Subject"] == "Ada pekerjaan di meja Anda"
        assert "http://localhost:8001/meja/" in mail.get_content()
        whole = mail.as_string().lower()
        for word in ("wbs", "whistle", "pengaduan", "aduan", "laporan", "case", "kasus", "kentongan"):
            assert word not in whole

    def test_its_message_id_is_the_notices_and_no_program_answers_it(self, mailbox) -> None:
        send(message_id="m7")
        [mail] = mailbox.mails
        assert mail["Message-ID"] == "<m7@localhost>"
        assert mail["Auto-Submitted"] == "auto-generated"

    def test_two_mails_differ_in_nothing_but_addressee_time_and_id(self, mailbox) -> None:
        send("ida@contoh.test", "m1")
        send("ada@contoh.test", "m2")
        first, second = mailbox.mails
        for mail in (first, second):
            for header in ("To", "Date", "Message-ID"):
                del mail[header]
        assert first.as_string() == second.as_string()


class TestFailure:
    @pytest.mark.parametrize(
        ("address", "code"),
        [
            ("no@contoh.test", "address-refused"),
            ("ida@contoh.test\nBcc: tono@contoh.test", "address-refused"),
            ("busy@contoh.test", "SMTPDataError"),
        ],
    )
    def test_a_refusal_names_its_kind_and_no_address(self, mailbox, address, code) -> None:
        with pytest.raises(NotDelivered, match=code) as failure:
            send(address)
        assert "contoh" not in repr(failure.value)
        assert mailbox.mails == []

    def test_a_server_that_is_not_there_is_unreachable(self, settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(NotDelivered, match=channels.UNREACHABLE):
            send()

    def test_a_server_that_takes_nobody_is_unreachable(self, settings) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:

            def turn_away() -> None:
                caller, _ = server.accept()
                with caller:
                    caller.sendall(b"554 closed today\r\n")

            door = threading.Thread(target=turn_away)
            door.start()
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
            with pytest.raises(NotDelivered, match=channels.UNREACHABLE):
                send()
            door.join()

    def test_a_channel_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(NotDelivered, match="no-such-channel"):
            channels.send("merpati", address="ida@contoh.test", message_id="m1")


def test_every_channel_is_a_folder() -> None:
    assert channels.names() == ["email"]


def test_an_act_is_told_of_by_mail_from_outbox_to_mailbox(db, mailbox) -> None:
    addresses = {"ida": "ida@contoh.test", "tono": "no@contoh.test"}
    for recipient in ("tono", "ida"):
        notices.queue(act="rahasia:7", recipient=recipient, kind="case-arrived", at=NOW)
    assert notices.deliver(NOW, address_of=addresses.get) == 1
    [mail] = mailbox.mails
    assert "rahasia" not in mail.as_string()
    assert mail["Message-ID"] == f"<{Notice.objects.get(recipient='ida').message_id}@localhost>"
    assert Notice.objects.get(recipient="tono").state == Notice.QUEUED
