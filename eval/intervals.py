"""How sure a measured rate is: Wilson intervals, bootstrap by clusters, McNemar and paired differences. Seeded, so repeatable."""

from collections.abc import Mapping, Sequence
from math import comb, sqrt
from random import Random

Z95 = 1.959963984540054
ROUNDS = 1000


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a rate.

    >>> [round(bound, 4) for bound in wilson(98, 100)]
    [0.93, 0.9945]
    """
    if not total:
        return (0.0, 1.0)
    rate, z2 = right / total, Z95**2
    centre = (rate + z2 / (2 * total)) / (1 + z2 / total)
    half = Z95 / (1 + z2 / total) * sqrt(rate * (1 - rate) / total + z2 / (4 * total**2))
    return (max(0.0, centre - half), min(1.0, centre + half))


def clustered(clusters: Mapping[str, Sequence[bool]], *, seed: int = 0) -> tuple[float, float]:
    """The 95 % bootstrap interval of a rate when whole clusters (reports) are drawn, not single items."""
    counts = [(sum(items), len(items)) for _, items in sorted(clusters.items()) if items]
    if len(counts) < 2:
        return wilson(sum(right for right, _ in counts), sum(total for _, total in counts))
    chance = Random(seed)
    rates = sorted(_rate(chance.choices(counts, k=len(counts))) for _ in range(ROUNDS))
    return (rates[round(ROUNDS * 0.025)], rates[round(ROUNDS * 0.975) - 1])


def mcnemar(lost: int, won: int) -> float:
    """The exact two-sided p of *lost* against *won* discordant items, both as likely.

    >>> round(mcnemar(1, 8), 4)
    0.0391
    """
    n, k = lost + won, min(lost, won)
    return min(1.0, 2 * sum(comb(n, i) for i in range(k + 1)) / 2**n) if n else 1.0


def paired(differences: Sequence[int], *, seed: int = 0) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean of paired differences (+1 won, 0 same, -1 lost)."""
    if not differences:
        return (0.0, 0.0)
    chance = Random(seed)
    means = sorted(sum(chance.choices(differences, k=len(differences))) / len(differences) for _ in range(ROUNDS))
    return (means[round(ROUNDS * 0.025)], means[round(ROUNDS * 0.975) - 1])


def _rate(drawn: Sequence[tuple[int, int]]) -> float:
    return sum(right for right, _ in drawn) / sum(total for _, total in drawn)
