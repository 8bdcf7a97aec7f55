"""The one table of this room: sessions that only the cookie can open."""

from django.db import models


class SealedSession(models.Model):
    """A session. Its id is a hash of the cookie, its payload is sealed under the cookie.

    A thief of this table can neither take up a session nor read one.
    """

    id = models.CharField(primary_key=True, max_length=64)
    payload = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """Plain table."""
