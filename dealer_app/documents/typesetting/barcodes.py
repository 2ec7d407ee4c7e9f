"""Encode an even number of digits as Code 128 set C (ISO/IEC 15417) or interleaved 2 of 5 (ISO/IEC 16390)."""

from functools import lru_cache
from itertools import chain

from dealer_app.domain.errors import Refusal

_CODE128 = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
]
_START_C, _STOP = 105, (2, 3, 3, 1, 1, 1, 2)
_CHECK_MODULUS = 103
_ITF = ("nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn")
_ITF_WIDTHS = {"n": 1, "w": 3}
_ITF_START, _ITF_STOP = (1, 1, 1, 1), (3, 1, 1)


@lru_cache(maxsize=256)
def bars_of(digits: str, symbology: str) -> tuple[int, ...]:
    """Return the widths in modules of bar, space, bar … from the left.

    Raises Refusal ``paper_barcode_digits`` unless ``digits`` are an even number of ASCII digits.
    """
    if not (digits.isascii() and digits.isdecimal()) or len(digits) % 2:
        raise Refusal("paper_barcode_digits")
    return _interleaved(digits) if symbology == "itf" else _code128(digits)


def _code128(digits: str) -> tuple[int, ...]:
    values = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    check = (_START_C + sum(place * value for place, value in enumerate(values, 1))) % _CHECK_MODULUS
    widths = chain.from_iterable(_CODE128[value] for value in (_START_C, *values, check))
    return (*map(int, widths), *_STOP)


def _interleaved(digits: str) -> tuple[int, ...]:
    widths = list(_ITF_START)
    for bars, spaces in zip(digits[::2], digits[1::2], strict=True):
        for bar, space in zip(_ITF[int(bars)], _ITF[int(spaces)], strict=True):
            widths += (_ITF_WIDTHS[bar], _ITF_WIDTHS[space])
    return (*widths, *_ITF_STOP)
