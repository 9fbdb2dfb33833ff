"""What requests may carry: every text, number and identifier with its bounds."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, Field

from assistant.web.feedback import FeedbackReason
from assistant.web.words import Language

MOST_CHARACTERS = 500
MOST_TURNS = 20
MOST_ROWS = 100
MOST_CLAIMED = 20_000
"""Characters of a text to be checked, as many as the check itself takes."""


def sound(text: str) -> bool:
    """Whether a text can be written out: no half of a surrogate pair, no NUL."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _sound(text: str) -> str:
    if not sound(text):
        raise ValueError("not a text")
    return text


Text = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(_sound)]
Turns = Annotated[list[Text], Field(min_length=1, max_length=MOST_TURNS)]
Passage = Annotated[str, Field(min_length=1, max_length=MOST_CLAIMED), AfterValidator(_sound)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{6,64}$")]
Ids = Annotated[list[Id], Query(min_length=2, max_length=12)]
Page = Annotated[int | None, Query(ge=1, le=5000)]
Offset = Annotated[int, Query(ge=0, le=10**9)]
Rows = Annotated[int, Query(ge=1, le=MOST_ROWS)]
Filter = Annotated[str, Query(max_length=100), AfterValidator(_sound)]
Kind = Literal["markdown", "csv", "evidence"]


class Asked(BaseModel):
    """The questions of a conversation, and from which on they are to be answered."""

    turns: Turns
    first: int = Field(0, ge=0, lt=MOST_TURNS)
    language: Language = "zh"


class Kept(BaseModel):
    """A conversation to be taken away as a file."""

    turns: Turns
    kind: Kind
    language: Language = "zh"


class Said(BaseModel):
    """A reader's word on the last answer of a conversation."""

    turns: Turns
    reason: FeedbackReason
    note: Annotated[str, Field(max_length=1000), AfterValidator(_sound)] = ""


class Claimed(BaseModel):
    """A text whose figures are to be checked."""

    text: Passage
    language: Language = "zh"


class Taken(Claimed):
    """A checked text to be taken away as a file."""

    kind: Kind
