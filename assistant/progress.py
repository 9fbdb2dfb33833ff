"""Long work, with a bar on standard error where that is a terminal and nothing where it is not."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

from assistant.libraries import open_library
from index.errors import LibraryError
from index.library import Library

Step = TypeVar("Step")
_FEW = 300
"""Passages that a search embeds first: half a minute at most."""


def steps(things: Sequence[Step], words: str, unit: str) -> Iterator[Step]:
    """Pass the things on one by one."""
    if not sys.stderr.isatty():
        yield from things
        return
    from tqdm import tqdm

    with tqdm(total=len(things), desc=words, unit=unit, file=sys.stderr, leave=False) as bar:
        for thing in things:
            yield thing
            bar.clear()
            bar.update()


def embed(library: Library) -> None:
    """Make the vectors that are missing."""
    if library.embedding is None:
        click.echo("没有可用的向量模型，检索只按字词。", err=True)
        return
    if not sys.stderr.isatty():
        library.embed()
        return
    from tqdm import tqdm

    with tqdm(desc="建立向量", unit="段", file=sys.stderr, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        library.embed(tell)


def embed_few(library: Library) -> None:
    """Make the missing vectors where they are few; where they are not, or nobody may write, say that words alone count."""
    missing = library.without_vectors()
    if 0 < missing <= _FEW:
        try:
            with open_library(library.folder, writable=True) as writer:
                embed(writer)
        except LibraryError as error:
            click.echo(str(error), err=True)
        missing = library.without_vectors()
    if missing:
        click.echo(f"还有 {missing} 段没有向量，这次只按字词检索；补齐：juesuan doctor --mend", err=True)
