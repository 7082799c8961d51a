"""Other ways in which plans arrive: a page saved from a portal, a plan in two files, a scan."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.documents import import_plan

HEAD = (
    "<table><tr><td><p>ỦY BAN NHÂN DÂN</p><p><b>XÃ KHE MÂY</b></p><p>Số: 09/KH-UBND</p></td>"
    "<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p>Độc lập - Tự do - Hạnh phúc</p>"
    "<p><i>Khe Mây, ngày 12 tháng 01 năm 2026</i></p></td></tr></table>"
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kế hoạch dân vận</title><style>p {{}}</style></head><body>
<nav><ul><li>Trang chủ</li><li>Tin tức</li><li>KẾ HOẠCH</li></ul></nav><div class="menu"><ul><li>Thông báo</li><li>Lịch làm việc</li></ul></div>
<div id="main"><h1>Kế hoạch công tác dân vận chính quyền năm 2026</h1><span>Thứ hai, 12/01/2026 08:20</span><div class="content">{HEAD}
<p align="center"><b>KẾ HOẠCH</b><br><b>Công tác dân vận chính quyền năm 2026</b></p>
<p>Căn cứ Kế hoạch số 02/KH-UBND ngày 05/01/2026 của UBND tỉnh Lam Hà; UBND xã ban hành Kế hoạch như sau:</p>
<p><b>I. NỘI DUNG</b></p><p>1. Mở lớp tập huấn,&nbsp;xong trước <span>ngày 30/6/2026</span>.</p><ul><li>Đăng tin trên trang của xã.</li></ul>
<p><b>II. TỔ CHỨC THỰC HIỆN</b></p><p>1. Công an xã</p><p>- Theo dõi việc thực hiện.</p>
<table><tr><td><p><b>Nơi nhận:</b></p><p>- Lưu: VT.</p></td><td><p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ TỊCH</p><p>Phạm Văn Lộc</p></td></tr></table>
{{table}}</div></div><footer>Bản quyền. Điện thoại 0123</footer></body></html>"""
TABLE = (
    "<p>PHỤ LỤC</p><table><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr>"
    "<tr><td>1</td><td>Mở lớp</td><td rowspan=2>Công an xã</td><td>Quý I/2026</td></tr>"
    "<tr><td>2</td><td>Đối thoại</td><td>Quý III/2026</td></tr></table>"
)


class DescribePages:
    def it_reads_the_plan_and_not_the_menus(self, tmp_path: Path) -> None:
        path = tmp_path / "trang.html"
        path.write_text(PAGE.replace("{table}", ""), encoding="utf-8")
        plan = import_plan(path)
        facts = plan.master.plan
        assert facts.name == "Kế hoạch công tác dân vận chính quyền năm 2026"
        assert (facts.number, facts.place, facts.signer) == ("09/KH-UBND", "Khe Mây", "Phạm Văn Lộc")
        assert facts.issuer == "ỦY BAN NHÂN DÂN XÃ KHE MÂY" and len(facts.bases) == 1
        assert [t.lead_text for t in plan.master.tasks if t.text.startswith("Theo dõi")] == ["Công an xã"]
        assert not any("Trang chủ" in p.source or "Bản quyền" in p.source for p in plan.unplaced)

    def it_reads_tables_with_merged_cells(self, tmp_path: Path) -> None:
        path = tmp_path / "trang.htm"
        path.write_text(PAGE.replace("{table}", TABLE), encoding="utf-8")
        plan = import_plan(path)
        assert plan.shape == "table"
        assert [(t.text, t.lead_text, t.when_text) for t in plan.master.tasks] == [
            ("Mở lớp", "Công an xã", "Quý I/2026"),
            ("Đối thoại", "Công an xã", "Quý III/2026"),
        ]

    def it_reads_a_page_saved_as_one_file(self, tmp_path: Path) -> None:
        from email.message import EmailMessage

        message = EmailMessage()
        message["Subject"] = "trang"
        message.set_content(PAGE.replace("{table}", ""), subtype="html")
        path = tmp_path / "trang.mht"
        path.write_bytes(message.as_bytes())
        assert import_plan(path).master.plan.number == "09/KH-UBND"


def test_a_plan_and_its_appendix_in_two_files_are_one(tmp_path: Path) -> None:
    text, appendix = tmp_path / "loi-van.txt", tmp_path / "phu-luc.md"
    text.write_text(
        "ỦY BAN NHÂN DÂN\nXÃ KHE MÂY\nSố: 09/KH-UBND\nKhe Mây, ngày 12 tháng 01 năm 2026\nKẾ HOẠCH\nCông tác dân vận năm 2026\n"
        "I. NỘI DUNG\nNhiệm vụ cụ thể theo Phụ lục.\nII. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Theo dõi việc thực hiện.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nPhạm Văn Lộc\n",
        encoding="utf-8",
    )
    appendix.write_text(
        "PHỤ LỤC\n\n| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Mở lớp | Phòng Kinh tế | Quý I/2026 |\n",
        encoding="utf-8",
    )
    plan = import_plan(text, appendix)
    assert plan.master.plan.number == "09/KH-UBND"
    assert [(t.text, t.lead_text) for t in plan.master.tasks] == [("Mở lớp", "Phòng Kinh tế")]
    assert next(p.where for p in plan.passages if p.item == "NV01").startswith("tệp 2, dòng ")
