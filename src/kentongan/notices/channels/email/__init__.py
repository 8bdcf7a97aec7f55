"""A mail that says "there is work on your desk", and where the desk is. Every such mail is the same.

* No name of a service, no number, no status, no sender's name: subject and text lie open on every server on
  the way and on the lock screen of a telephone.
* The Message-ID belongs to the notice: a mail sent twice after a crash is one mail to the reader's program.
* `Auto-Submitted` (RFC 3834) keeps out-of-office replies from coming back.
"""

import smtplib
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from kentongan.notices.channels import UNREACHABLE, NotDelivered

SUBJECT = "Ada pekerjaan di meja Anda"
_TEXT = Path(__file__).parent / "text.txt"


def send(*, address: str, message_id: str) -> None:
    """Send the one mail that there is. Raises `NotDelivered`."""
    try:
        _mail(address, message_id).send()
    except smtplib.SMTPRecipientsRefused:
        raise NotDelivered("address-refused") from None
    except smtplib.SMTPConnectError:
        raise NotDelivered(UNREACHABLE) from None
    except smtplib.SMTPException as error:
        raise NotDelivered(type(error).__name__) from None
    except OSError:
        raise NotDelivered(UNREACHABLE) from None
    except ValueError:
        # An address with a line break or a character that no mail server takes.
        raise NotDelivered("address-refused") from None


def _mail(address: str, message_id: str) -> EmailMessage:
    sender = settings.KENTONGAN["MAIL_FROM"]
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return EmailMessage(
        subject=SUBJECT,
        body=_TEXT.read_text(encoding="utf-8").format(url=settings.KENTONGAN["DESK_URL"]),
        from_email=sender,
        to=[address],
        headers={
            "Message-ID": f"<{message_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
