"""Chinese numerals: 十三, 一百二十三点五, 一千二百万."""

from decimal import Decimal

_SCALES = {"万": 4, "亿": 8}


def chinese_number(digits: str) -> Decimal | None:
    """Return the number that Chinese numerals spell, None where they spell none (一二三).

    >>> chinese_number("一千二百万"), chinese_number("两百"), chinese_number("千百")
    (Decimal('12000000'), Decimal('200'), None)
    >>> chinese_number("三百二十一点五万")
    Decimal('3.215E+6')
    """
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(digits, "smart")))
    except (ValueError, KeyError):
        scale = _SCALES.get(digits[-1:])
        number = chinese_number(digits[:-1]) if scale and "点" in digits else None
        return number.scaleb(scale) if number is not None and scale else None
