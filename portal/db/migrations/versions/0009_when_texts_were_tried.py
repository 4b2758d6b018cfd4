"""How many texts were tried in the last minute is found without reading all of them."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Find texts by when they were tried."""
    op.create_index("ix_outgoing_text_tried_at", "outgoing_text", ["tried_at"])


def downgrade() -> None:
    """Find them as before."""
    op.drop_index("ix_outgoing_text_tried_at", "outgoing_text")
