"""Formulas by which totals, bands and ranks of ``Theo đơn vị`` follow the typed verified scores.

The rules themselves are in ``rules.scoring``; here they get their cells.
"""

from __future__ import annotations

from danvan_xl.sheets.summary import names as n
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import Area, quoted

HAS = "Đã thẩm định"
"""Hidden column of ``Thẩm định``: 1 where a number was typed."""
CLASS = "Nhóm tính"
"""Hidden column of ``Thẩm định``: C in the denominator, T added or taken off, K limits the band."""
HIDDEN = (n.EFFECTIVE, n.APPLICABLE, CLASS, HAS, n.SEEN_SELF, n.SEEN_POINTS, n.WRITTEN)


def verify_headers(context: Context) -> list[str]:
    """All columns of ``Thẩm định``: the contract's, ours, a person's own, the hidden ones."""
    own = [header for header in context.review.extra_headers if header not in HIDDEN]
    return [*n.VERIFY_HEADERS, *n.VERIFY_MORE, *own, *HIDDEN]


def verify_area(context: Context) -> Area:
    """Where the columns of ``Thẩm định`` stand."""
    return Area(n.VERIFY, verify_headers(context), len(context.verification))


def verified_total(context: Context, code: str) -> str:
    """Total of the unit whose code stands in cell ``code`` once any of its scores is verified, else ''."""
    area = verify_area(context)
    unit, points, most = area.range("Mã đơn vị"), area.range(n.EFFECTIVE), area.range(n.APPLICABLE)
    kind, has = area.range(CLASS), area.range(HAS)
    scale = f"{context.c.master.plan.scale.normalize():f}"
    main = f'SUMIFS({points},{unit},{code},{kind},"C")'
    extra = f'SUMIFS({points},{unit},{code},{kind},"T")'
    whole = f"SUMIFS({most},{unit},{code})"
    total = f"ROUND(ROUND(MAX(0,{scale}*{main}/{whole}+{extra}),10),2)"
    return f'=IF(SUMIFS({has},{unit},{code})=0,"",IF({whole}=0,"",{total}))'


def band(context: Context, total: str) -> str:
    """Band of the total in cell ``total``."""
    formula = '""'
    for item in sorted(context.c.master.bands, key=lambda b: b.threshold):
        formula = f"IF({total}>={item.threshold.normalize():f},{quoted(item.name)},{formula})"
    return f'=IF({total}="","",{formula})'


def rank(total: str, totals: str, returned: str) -> str:
    """Rank among the units that reported; equal totals share one (1, 2, 2, 4)."""
    return f'=IF(AND({returned}="{n.YES}",ISNUMBER({total})),RANK({total},{totals}),"")'
