"""The page that the demo's folder begins with: what each file is, what to look at, which troubles were put into the returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

from danvan_xl.files import write_atomically

_PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body {{ font: 16px/1.5 "Segoe UI", Arial, sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #bbb; padding: .3rem .6rem; text-align: left; vertical-align: top; }}</style></head>
<body><h1>{title}</h1>
<p>Cả năm công tác dân vận chính quyền của một xã: kế hoạch, phiếu, tổng hợp, báo cáo. Mở lần lượt từ tệp số 1. Người, số điện thoại và con số đều là minh họa.</p>
<table><tr><th>tệp</th><th>là gì</th></tr>
{files}
</table>
<h2>Tình huống cài sẵn trong phiếu gửi về</h2>
<p>Mở {log}, tìm tên từng đơn vị để xem chương trình nói gì và đề nghị làm gì.</p>
<ul>
{troubles}
</ul>
<p>Làm thử tiếp: nhập điểm ở trang tính “Thẩm định” rồi xem “Theo đơn vị” đổi theo; xóa một phiếu hoặc sửa một số trong thư mục phiếu gửi về rồi tổng hợp lại vào cùng tệp.</p>
</body></html>
"""


def write_page(
    target: Path, files: Iterable[tuple[Path, str]], troubles: Mapping[str, str], log: Path
) -> None:
    """``files``: each with what it shows; ``troubles``: name of a unit → what it did; ``log``: where they are told."""
    rows = [f"<tr><td>{_link(path)}</td><td>{escape(shows)}</td></tr>" for path, shows in files]
    items = [f"<li>{escape(unit)}: {escape(did)}</li>" for unit, did in troubles.items()]
    text = _PAGE.format(
        title="Mẫu đã làm xong",
        files="\n".join(rows),
        troubles="\n".join(items),
        log=f"“Nhật ký” của {_link(log)}",
    )
    write_atomically(target, lambda path: path.write_text(text, encoding="utf-8"))


def _link(path: Path) -> str:
    return f'<a href="{quote(path.name)}">{escape(path.name)}</a>'
