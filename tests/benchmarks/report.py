"""A figure beside its limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing measured. `limit` None: printed, with nothing to hold it against."""

    what: str
    database: str
    figure: float
    unit: str
    limit: float | None = None

    @property
    def misses(self) -> bool:
        """Whether the figure is over its limit."""
        return self.limit is not None and self.figure > self.limit


def as_markdown(rows: list[Row]) -> str:
    """A table of all figures."""
    lines = ["| what | database | measured | at most |", "|---|---|---|---|"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
        missed = " **over**" if row.misses else ""
        figure = f"{row.figure:.1f} {row.unit}{missed}"
        lines.append(f"| {row.what} | {row.database} | {figure} | {limit} |")
    return "\n".join(lines)
