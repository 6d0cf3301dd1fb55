"""Which page of a long table is shown, and what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = 100


@dataclass(frozen=True)
class Paging:
    """A page of a table of `count` rows; a page that is not there becomes the nearest one."""

    count: int
    asked: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // SIZE))

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return min(max(1, self.asked), self.pages)

    @property
    def offset(self) -> int:
        """How many rows come before it."""
        return (self.page - 1) * SIZE

    @property
    def first(self) -> int:
        """The number of its first row; 0 if there is none."""
        return min(self.offset + 1, self.count)

    @property
    def last(self) -> int:
        """The number of its last row."""
        return min(self.offset + SIZE, self.count)
