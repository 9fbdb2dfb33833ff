"""One reply on trial: the turn it answers and the shelf to look things up on."""

from dataclasses import dataclass

from eval.cases import Turn
from eval.figures import Reply
from eval.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Trial:
    """One reply to one turn, with the shelf to look things up on."""

    turn: Turn
    reply: Reply
    shelf: Shelf


def answered(trial: Trial) -> bool:
    """Whether an answerable question was answered."""
    return trial.turn.answerable == "yes" and trial.reply.get("status") == "answered"
