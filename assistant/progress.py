"""Long work, with a bar on standard error where that is a terminal and nothing where it is not."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click

from assistant.libraries import open_library
from index.errors import LibraryBusy, LibraryError
from index.library import Library

Thing = TypeVar("Thing")
_TRIALS = 12  # each waits some ten seconds by itself
_FEW = 300
"""Passages that a search embeds first: half a minute at most."""


class Bar:
    """A bar for things done one by one; ``part`` shows how far the present one is."""

    def __init__(self, total: int, words: str, unit: str) -> None:
        self._bar: Any = None
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=total, desc=words, unit=unit, file=sys.stderr, leave=False)

    def each(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Pass the things on, moving the bar behind each."""
        for thing in things:
            yield thing
            if self._bar is not None:
                self._bar.set_postfix_str("", refresh=False)
                self._bar.update()
        self.close()

    def part(self, done: int, total: int) -> None:
        """Show how many of the present thing's pages are done."""
        if self._bar is not None:
            self._bar.set_postfix_str(f"识别第 {done}/{total} 页")

    def reach(self, done: int, total: int) -> None:
        """Move the bar to *done* of *total*."""
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def clear(self) -> None:
        """Make room for a line of output; the next move draws the bar again."""
        if self._bar is not None:
            self._bar.clear()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


def when_free(work: Callable[[], Thing]) -> Thing:
    """Do what writes to a library; where another program is writing, say so and wait for it, some two minutes at most."""
    for attempt in range(_TRIALS):
        try:
            return work()
        except LibraryBusy:
            if not attempt:
                click.echo("另一个程序正在写入这个资料库，等它写完……", err=True)
    return work()


def embed(library: Library) -> None:
    """Make the vectors that are missing, and clear up behind writers that were killed."""
    library.tidy()
    if library.embedding is None:
        click.echo("没有可用的向量模型，检索只按字词。", err=True)
        return
    bar = Bar(library.without_vectors(), "建立向量", "段")
    library.embed(bar.reach)
    bar.close()


def embed_few(library: Library) -> None:
    """Make the missing vectors where they are few; where they are not, or nobody may write, say that words alone count."""
    missing = library.without_vectors()
    if 0 < missing <= _FEW:
        click.echo(f"正在为 {missing} 段建立向量（只需一次）……", err=True)
        try:
            with open_library(library.folder, writable=True) as writer:
                embed(writer)
        except LibraryError as error:
            click.echo(str(error), err=True)
        missing = library.without_vectors()
    if missing:
        click.echo(f"还有 {missing} 段没有向量，这次只按字词检索；补齐：juesuan doctor --mend", err=True)
