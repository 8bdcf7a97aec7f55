"""Who may manage people and posts: an administrator of the agency, and the console of the server."""

from kentongan.agencies.models import Agency
from kentongan.officers.errors import NotAllowed
from kentongan.officers.models import Officer, Role


def need_administrator(by: Officer | None, agency: Agency) -> None:
    """Refuse everybody else; None is the console. Raises `NotAllowed` ("not-administrator")."""
    if by is not None and not by.roles.filter(agency=agency, kind=Role.ADMINISTRATOR).exists():
        raise NotAllowed("not-administrator")
