"""What the glossary knows of one term."""

from dataclasses import dataclass

from index.records import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that reports give figures of.

    ``aliases`` are other printed forms (used on reports and on questions); ``rows`` name the item only when they are
    the whole label (支出 in a table); ``spoken`` are what people say (questions only). ``parts`` sum up to the item.
    ``whole`` is what its share is taken of unless the question names a whole.
    """

    name: str
    group: str
    aliases: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    code: str | None = None
    unit: str = "万元"
    whole: str | None = None
    parts: tuple[str, ...] = ()
    scope: Scope | None = None
    note: str = ""

    @property
    def short(self) -> str:
        """The name's last step: 行政运行 for 一般公共服务支出/财政事务/行政运行."""
        return self.name.rpartition("/")[2]
