"""Chinese numerals: 十三, 一百二十三点五, 一千二百万."""

from decimal import Decimal


def chinese_number(digits: str) -> Decimal | None:
    """Return the number that Chinese numerals spell, None where they spell none (一二三).

    >>> chinese_number("一千二百万"), chinese_number("两百"), chinese_number("千百")
    (Decimal('12000000'), Decimal('200'), None)
    """
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(digits, "smart")))
    except ValueError:
        return None
