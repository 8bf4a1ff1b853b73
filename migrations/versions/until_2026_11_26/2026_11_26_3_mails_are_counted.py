"""Mails are counted, and a participant keeps the address that they were invited by"""

import unicodedata

import sqlalchemy as sa
from alembic import op

from workshop.fields import UtcTime

revision = "2026_11_26_3"
down_revision = "2026_11_26_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "mail_count",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name=op.f("pk_mail_count")),
    )
    op.create_index(op.f("ix_mail_count_ends_at"), "mail_count", ["ends_at"], unique=False)
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_as", sa.String(length=254), nullable=True))
    _write_as_sent_to(op.get_bind())
    # Who is still expected was invited by the address of their account; of those who came it is not known any more.
    op.execute(
        "UPDATE participant SET invited_as = (SELECT email FROM account WHERE account.id = participant.account_id)"
        " WHERE invited_at IS NOT NULL"
    )


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("participant", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("invited_as")
    op.drop_index(op.f("ix_mail_count_ends_at"), table_name="mail_count")
    op.drop_table("mail_count")


def _write_as_sent_to(connection):
    """Write addresses as they are compared from now on; where two would become one, both stay as they are."""
    held = connection.scalars(sa.text("SELECT email FROM account WHERE email IS NOT NULL ORDER BY id")).all()
    taken = set(held)
    for email in held:
        normal = _normal(email)
        if normal not in taken:
            taken.add(normal)
            written = {"email": normal, "before": email}
            for table in ("account", "sign_in_link"):
                connection.execute(sa.text(f"UPDATE {table} SET email = :email WHERE email = :before"), written)


def _normal(email):
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", email) if unicodedata.category(sign) != "Cf")
    local, _, domain = unicodedata.normalize("NFKC", seen.strip().lower()).rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('idna').rstrip('.')}"
    except UnicodeError:
        return email
