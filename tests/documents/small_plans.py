"""A small plan of an invented commune around the lines that a test is about."""

from __future__ import annotations

from danvan_xl.documents import ImportedPlan
from danvan_xl.documents.imported import Sureness

TITLE = "Công tác dân vận chính quyền năm 2026"


def a_plan(
    body: str,
    *,
    title: str = TITLE,
    under: str | None = None,
    closing: str = "",
    signer: str = "Phạm Văn Lộc",
    gap: str = "\n\n",
) -> str:
    """Its text: letterhead, title (``under``: a line below it), a purpose, ``body``, ``closing``, signature; ``gap`` between parts."""
    parts = (
        "ỦY BAN NHÂN DÂN\nXÃ KHE MÂY",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Số: 09/KH-UBND",
        "Khe Mây, ngày 12 tháng 01 năm 2026",
        f"KẾ HOẠCH\n{title}" + ("" if under is None else f"\n{under}"),
        f"I. MỤC ĐÍCH\n1. Nâng cao ý thức phục vụ.\n{body}{closing}TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{signer}\n",
    )
    return gap.join(parts)


def sureness(plan: ImportedPlan) -> dict[str, Sureness]:
    """Item → how sure it is."""
    return {passage.item: passage.sure for passage in plan.passages}
