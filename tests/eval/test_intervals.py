"""Intervals and tests of significance, against published or simple values."""

import pytest

from eval.intervals import clustered, mcnemar, paired, wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 29, 0.0061, 0.1718)],  # the latter two: Newcombe 1998
)
def test_wilson_agrees_with_published_intervals(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=0.0001)


def test_nothing_measured_is_anything() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_clusters_widen_the_interval() -> None:
    apart = {str(i): [i % 2 == 0] for i in range(40)}
    together = {"a": [True] * 20, "b": [False] * 20}
    assert clustered(apart)[0] > clustered(together)[0]


def test_a_bootstrap_repeats() -> None:
    clusters = {str(i): [i % 3 > 0, True] for i in range(30)}
    assert clustered(clusters, seed=3) == clustered(clusters, seed=3)


@pytest.mark.parametrize(("lost", "won", "p"), [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (1, 8, 0.0391)])
def test_mcnemar_is_the_exact_binomial(lost: int, won: int, p: float) -> None:
    assert mcnemar(lost, won) == pytest.approx(p, abs=0.0001)


def test_a_paired_difference_covers_its_mean() -> None:
    low, high = paired([1] * 10 + [0] * 80 + [-1] * 2)
    assert low < 8 / 92 < high
    assert paired([]) == (0.0, 0.0)
