"""Links that open a workshop's wall on a computer where nobody is signed in."""

from sqlalchemy.orm import Mapped

from workshop.models.base import Removable, Time, reference


class WallLink(Removable):
    """A read-only link to a wall, until it is revoked.

    Its secret is derived from the row's id and key and the installation's secret key, so that the table contains
    nothing that opens a wall.
    """

    __tablename__ = "wall_link"

    workshop_id: Mapped[int] = reference("workshop.id", index=True)
    created_at: Mapped[Time]
