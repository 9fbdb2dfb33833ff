"""Figures, places and texts survive the database unchanged, whatever they are."""

from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index import rows
from index.library import Library
from index.quantity import Hedge, Quantity, Unit
from index.records import Against, Basis, Fact, Line, Measure, Place, Scope
from tests.index.readings import reading

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
points = st.integers(0, 200_000).map(lambda number: number / 100)
boxes = st.tuples(points, points, points, points)
offsets = st.integers(0, 10_000_000)
places = st.builds(Place, offsets, offsets, st.none() | st.integers(1, 900), st.none() | boxes)
quantities = st.builds(
    Quantity,
    st.decimals(allow_nan=False, allow_infinity=False, places=None),
    st.sampled_from(["元", "万元", "亿元", "%", "个百分点", "人次", "台（套）", "元/人"]).map(Unit.of),
    st.sampled_from(Hedge),
)
facts = st.builds(
    Fact, report=st.just("r"), org=words, year=st.integers(1949, 2100), item=words, item_as_printed=words, known=st.booleans(),
    basis=st.sampled_from(Basis), scope=st.none() | st.sampled_from(Scope), measure=st.sampled_from(Measure), quantity=quantities,
    value_as_printed=words, quote=words, start=offsets, end=offsets, value_start=offsets, value_end=offsets,
    section=st.lists(words, max_size=4).map(tuple), code=st.none() | words, page=st.none() | st.integers(1, 900),
    box=st.none() | boxes, table=st.none() | words, row=st.none() | st.integers(0, 99), column=st.none() | st.integers(0, 99),
    against=st.none() | st.sampled_from(Against), whole=st.none() | words, also=st.lists(places, max_size=3).map(tuple),
)  # fmt: skip
lines = st.builds(Line, offsets, offsets, st.integers(1, 900), boxes, st.lists(points, max_size=6).map(tuple))


@given(facts)
@settings(max_examples=300, deadline=None)
def test_a_fact_is_the_same_after_its_row(fact: Fact) -> None:
    back = rows.fact_of(tuple(rows.fact_row("r", 0, fact).values()))  # type: ignore[arg-type]
    assert back == fact
    assert str(back.quantity) == str(fact.quantity)


@given(st.lists(lines, max_size=20))
@settings(deadline=None)
def test_lines_are_the_same_after_packing(given_lines: list[Line]) -> None:
    assert rows.unpack_lines(rows.pack_lines(given_lines)) == tuple(given_lines)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_a_text_is_the_same_after_packing(text: str) -> None:
    assert rows.unpack_text(rows.pack_text(text)) == text


def test_the_columns_stand_in_the_order_that_facts_are_read_in(tmp_path: Path) -> None:
    given_reading = reading(amount="1234567890.123456")
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        _, report = library.add(given_reading)
        assert library.facts(reports=[report.id]) == given_reading.facts
        assert library.facts(items=[given_reading.facts[0].item])[0].quantity.number == Decimal("1234567890.123456")
