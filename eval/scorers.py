"""The scorers: each takes a turn with its gold, a reply as JSON and the shelf, and says one thing about the reply.

None means that the scorer has nothing to say of such a turn. Every scorer reads only the public JSON of a reply, so that any
system that prints it can be scored. To add one: a function, a row of SCORERS, a mutant in the tests that only it must catch.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from eval.cases import OPTIONAL, Gold
from eval.citing import located, optional_numbers, plain_citations, proves, supports
from eval.figures import Reply, all_figures, denies, numbers, read_figure, reason, same, same_size, squeeze
from eval.traces import agreement_true, recomputes
from eval.trials import Trial, answered
from index.quantity import Quantity

Score = bool | None

SCALES = tuple(k for k in range(-9, 10) if k)
_MARKER = re.compile(r"\[\d+\]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")


def figure_right(trial: Trial) -> Score:
    """The reply's one figure is the gold's (or an accepted other): same kind of unit, same sign, after conversion to base units no
    further from it than half a unit of the gold's last decimal. Silent where the gold has no figure. A reply without a figure fails.
    """
    if trial.turn.answerable != "yes" or trial.turn.gold.figure is None:
        return None
    figure = read_figure(trial.reply.get("figure"))
    return figure is not None and any(same(figure, gold) for gold in (trial.turn.gold.figure, *trial.turn.gold.accept))


def figures_right(trial: Trial) -> Score:
    """Every figure that the gold lists is among the reply's ``figure`` and ``figures``. Silent where the gold lists none."""
    if trial.turn.answerable != "yes" or not trial.turn.gold.figures:
        return None
    given = all_figures(trial.reply)
    return all(any(same(figure, gold) for figure in given) for gold in trial.turn.gold.figures)


def scale_error(trial: Trial) -> Score:
    """The figure is the gold's digits at another power of ten (万元 for 元, 0.8 for 80%). True is bad. Silent without a gold figure."""
    figure = _rival(trial)
    if figure is None:
        return None
    gold = trial.turn.gold.figure
    return gold is not None and not _right(trial.turn.gold, figure) and any(_shifted(figure, gold, k) for k in SCALES)


def sign_error(trial: Trial) -> Score:
    """The figure is the gold's with the opposite sign. True is bad. Silent without a gold figure."""
    figure = _rival(trial)
    if figure is None or trial.turn.gold.figure is None:
        return None
    return not _right(trial.turn.gold, figure) and same(Quantity(-figure.number, figure.unit), trial.turn.gold.figure)


def forbidden(trial: Trial) -> Score:
    """The figure is one that the gold forbids: another year's, department's, basis' or scope's, to the last digit.
    True is bad. Silent without such.
    """
    if not trial.turn.gold.forbid:
        return None
    figure = read_figure(trial.reply.get("figure"))
    return figure is not None and any(figure.comparable(wrong) and figure.in_base == wrong.in_base for wrong in trial.turn.gold.forbid)


def operands_right(trial: Trial) -> Score:
    """Every operand of the gold stands among the operands of the reply's calculation, and no other does, unless the others are figures
    that the case lets be cited (a change that the report prints, where the gold takes the two amounts).
    Sizes are compared, not signs: 减少 may be an operand to add or to take away, ``trace_valid`` sees to that. Silent where the gold
    computes nothing, the reply does not answer, or it looks up a result that the report prints (evidence ``reported``).
    """
    if not answered(trial) or not trial.turn.gold.formula:
        return None
    steps = trial.reply.get("calculation", [])
    if not steps and any(evidence.operand == "reported" for evidence in trial.turn.evidence):
        return None
    given = [read_figure(operand) for step in steps for operand in step["operands"]]
    known = [operand.quantity for operand in trial.turn.gold.operands] + [q for step in steps if (q := read_figure(step["result"]))]
    others = optional_numbers(trial)
    strange = [figure for figure in given if figure is None or not any(same_size(figure, gold) for gold in known)]
    by_printed = bool(strange) and all(figure is not None and abs(figure.number) in others for figure in strange)
    missing = [o for o in trial.turn.gold.operands if not any(figure is not None and same_size(figure, o.quantity) for figure in given)]
    return by_printed or not (strange or missing)


def trace_valid(trial: Trial) -> Score:
    """Every calculation recomputes: its formula, read over its own operands in base units, gives its result to the places printed,
    and ``agrees`` says truly whether the report's printed result does. Silent where the reply calculates nothing.
    """
    steps = trial.reply.get("calculation", [])
    return all(recomputes(step) and agreement_true(step) for step in steps) if steps else None


def grounded(trial: Trial) -> Score:
    """Every number in ``text`` is in a cited quote, a calculation, a figure, a title, or the question; a year may also be one that was
    understood or cited, or the year before it. Counts of what is listed (up to twelve) are let be. Silent where the reply states nothing.
    """
    if trial.reply.get("status") != "answered" or not (trial.reply["citations"] or trial.reply["figure"]):
        return None
    text = _MARKER.sub(" ", trial.reply["text"])
    known = {number for source in _sources(trial.reply) for number in numbers(source)} | set(_calculated(trial.reply))
    years = {int(year) for year in (*trial.reply["understood"]["years"], *(c["year"] for c in trial.reply["citations"]))}
    said = {int(year) for year in _YEAR.findall(text)}
    rest = numbers(_YEAR.sub(" ", text))
    return said <= years | {year - 1 for year in years} | _years(known) and all(n in known or _small_count(n) for n in rest)


def points_covered(trial: Trial) -> Score:
    """Every key point of the gold is said in ``text``, in one of its wordings, blanks ignored. Silent without points."""
    if trial.turn.answerable not in ("yes", "false_premise") or not trial.turn.gold.points:
        return None
    text = squeeze(trial.reply.get("text", ""))
    return all(any(squeeze(wording) in text for wording in point) for point in trial.turn.gold.points)


def verdict_right(trial: Trial) -> Score:
    """The verdict is the gold's. Silent where the gold has none."""
    return None if trial.turn.gold.verdict is None else trial.reply.get("verdict") == trial.turn.gold.verdict


def answers_when_it_should(trial: Trial) -> Score:
    """An answerable question is answered; one with a false premise is answered with the premise denied. Silent for all others."""
    if trial.turn.answerable == "yes":
        return bool(trial.reply.get("status") == "answered")
    return denies(trial.reply) or trial.reply.get("status") != "answered" if trial.turn.answerable == "false_premise" else None


def refuses_when_it_should(trial: Trial) -> Score:
    """A question that the reports do not settle is refused or asked back. Silent for answerable ones and false premises."""
    return None if trial.turn.answerable in ("yes", "false_premise") else bool(trial.reply.get("status") in ("refused", "clarify"))


def reason_right(trial: Trial) -> Score:
    """The refusal's reason code is the case's, or one that the gold accepts beside it. Silent where nothing is to be refused."""
    if trial.turn.answerable in ("yes", "false_premise"):
        return None
    return reason(trial.reply) in (trial.turn.answerable, *trial.turn.gold.reasons)


def verbatim(trial: Trial) -> Score:
    """Every quote is the stored text between its offsets, character for character. Silent without citations."""
    cited = trial.reply.get("citations", [])
    return all(trial.shelf.texts.get(c["report"], "")[c["start"] : c["end"]] == c["quote"] != "" for c in cited) if cited else None


def locator_right(trial: Trial) -> Score:
    """Every citation's page is one of the report's (null only where it has none), its section is a heading path that holds the
    span, and citations are numbered from 1 without gaps. Silent without citations.
    """
    cited = trial.reply.get("citations", [])
    in_order = [c["n"] for c in cited] == list(range(1, len(cited) + 1))
    return in_order and all(located(citation, trial.shelf) for citation in cited) if cited else None


def cited(trial: Trial) -> Score:
    """Citation recall is 1: each operand (or the figure, or the text) that has evidence is proved by a citation; a result that the
    report prints (evidence ``reported``) and that the reply looks up is proved by its own place. Silent where the reply does not
    answer or the case names no evidence.
    """
    if not answered(trial) or not trial.turn.evidence:
        return None
    places = trial.shelf.places(trial.turn)
    citations = trial.reply["citations"]
    pairs = [(name, place) for name, spans in places.items() for place in spans]
    proved = {name for name, place in pairs if any(proves(c, place, trial.turn, name) for c in citations)}
    needed = {evidence.operand for evidence in trial.turn.evidence} - OPTIONAL
    looked_up = not trial.reply["calculation"] and "reported" in proved
    return looked_up or needed <= proved


def supported(trial: Trial) -> Score:
    """Citation precision is 1: every citation stands at a place that the case names, those of warnings apart.
    Silent where the reply does not answer or the case names no evidence.
    """
    if not answered(trial) or not trial.turn.evidence:
        return None
    places = trial.shelf.places(trial.turn)
    return all(supports(citation, places, trial.turn) for citation in plain_citations(trial.reply))


def number_in_quote(trial: Trial) -> Score:
    """Every figure said to stand in a citation stands in its quote: operands, and the figure itself where nothing is calculated.
    A zero may be said in words.
    Silent where the reply does not answer or states no figure.
    """
    if trial.reply.get("status") != "answered" or trial.reply.get("figure") is None:
        return None
    quotes = {c["n"]: numbers(c["quote"]) for c in trial.reply["citations"]}
    stated = [(read_figure(o), o["citation"]) for step in trial.reply["calculation"] for o in step["operands"] if o["citation"] is not None]
    if not trial.reply["calculation"]:
        everywhere = [number for found in quotes.values() for number in found]
        figure = read_figure(trial.reply["figure"])
        return figure is not None and (figure.number == 0 or abs(figure.number) in everywhere)
    return all(operand is not None and (operand.number == 0 or abs(operand.number) in quotes.get(n, [])) for operand, n in stated)


def nothing_surplus(trial: Trial) -> Score:
    """The reply states no figure beside the gold's, its accepted ones, its listed ones and its operands.
    Silent where the reply does not answer or the gold has no figure.
    """
    if not answered(trial) or trial.turn.gold.figure is None:
        return None
    gold = trial.turn.gold
    known = [gold.figure, *gold.accept, *gold.figures, *(operand.quantity for operand in gold.operands)]
    return all(any(q is not None and same(figure, q) for q in known) for figure in all_figures(trial.reply))


SCORERS: tuple[tuple[str, Callable[[Trial], Score], bool], ...] = (
    # name, function, what a good reply scores
    ("figure_right", figure_right, True),
    ("figures_right", figures_right, True),
    ("scale_error", scale_error, False),
    ("sign_error", sign_error, False),
    ("forbidden", forbidden, False),
    ("operands_right", operands_right, True),
    ("trace_valid", trace_valid, True),
    ("grounded", grounded, True),
    ("points_covered", points_covered, True),
    ("verdict_right", verdict_right, True),
    ("answers_when_it_should", answers_when_it_should, True),
    ("refuses_when_it_should", refuses_when_it_should, True),
    ("reason_right", reason_right, True),
    ("verbatim", verbatim, True),
    ("locator_right", locator_right, True),
    ("cited", cited, True),
    ("supported", supported, True),
    ("number_in_quote", number_in_quote, True),
    ("nothing_surplus", nothing_surplus, True),
)

NAMES = tuple(name for name, _, _ in SCORERS)


def score(trial: Trial) -> dict[str, Score]:
    """Return what every scorer says."""
    return {name: function(trial) for name, function, _ in SCORERS}


def faults(scores: dict[str, Score]) -> tuple[str, ...]:
    """Return the names of the scorers that a good reply would have satisfied and this one did not."""
    return tuple(name for name, _, good in SCORERS if scores[name] is not None and scores[name] is not good)


def _rival(trial: Trial) -> Quantity | None:
    asked = trial.turn.answerable == "yes" and trial.turn.gold.figure is not None
    return read_figure(trial.reply.get("figure")) if asked else None


def _right(gold: Gold, figure: Quantity) -> bool:
    return any(same(figure, quantity) for quantity in (gold.figure, *gold.accept) if quantity is not None)


def _shifted(figure: Quantity, gold: Quantity, power: int) -> bool:
    if not figure.number or not gold.number:
        return False
    shifted = figure.in_base.scaleb(power)
    return abs(abs(shifted) - abs(gold.in_base)) <= gold.slack and abs(figure.in_base) != abs(gold.in_base)


def _sources(reply: Reply) -> Iterator[str]:
    yield reply["question"]
    for citation in reply["citations"]:
        yield from (citation["quote"], citation["title"], citation["org"], *citation["section"])


def _years(known: set[Decimal]) -> set[int]:
    return {int(number) for number in known if number == number.to_integral() and 1900 < number < 2100}


def _calculated(reply: Reply) -> Iterator[Decimal]:
    figures = [reply.get("figure"), *reply.get("figures", [])]
    for step in reply["calculation"]:
        yield from (number for text in (step["formula"], step.get("note", "")) for number in numbers(text))
        figures += [*step["operands"], step["result"], step.get("reported")]
    yield from (abs(figure.number) for part in figures if (figure := read_figure(part)) is not None)


def _small_count(number: Decimal) -> bool:
    return number == number.to_integral() and number <= 12  # 「共 3 项」, ordinals: counts of what is listed
