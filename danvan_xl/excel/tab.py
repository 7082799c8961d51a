"""The tab "Dân vận" as one table: groups, menus, buttons. The VBA callbacks and the ribbon's XML are generated from it
(:mod:`.tab_sources`); what a button does stands in :mod:`.ribbon` under its name.

Icons are names of Office's own; Microsoft's lists of control identifiers (Office 2013 to 365) have each of them.
"""

from __future__ import annotations

from msgspec import Struct

from danvan_xl.actions.wishes import WISHES

MASTER_ONLY = "Nút chỉ dùng được khi đang mở tệp kế hoạch (có trang tính Kế hoạch và Nhiệm vụ)."


class Button(Struct, frozen=True):
    """``name``: the function of the ribbon module; ``argument``: its only argument, '' for none. ``tip`` is the bold line
    of the help that Excel shows, ``help`` what stands beneath. ``wish``: the action, whose label it has unless ``label``
    says another."""

    name: str
    icon: str
    keytip: str
    tip: str
    help: str
    label: str = ""
    wish: str = ""
    argument: str = ""
    on_master: bool = False

    @property
    def shown(self) -> str:
        """The label."""
        return self.label or WISHES[self.wish].label

    @property
    def full_help(self) -> str:
        """The help, with the condition under which the button works."""
        return f"{self.help} {MASTER_ONLY}" if self.on_master else self.help


class Menu(Struct, frozen=True):
    """Ways of one wish, under one label."""

    label: str
    icon: str
    keytip: str
    tip: str
    help: str
    buttons: tuple[Button, ...]


class Group(Struct, frozen=True):
    """A part of the tab with its label beneath."""

    label: str
    controls: tuple[Button | Menu, ...]


def _template(label: str, name: str, keytip: str, help: str, icon: str = "TableInsert") -> Button:
    return Button("new", icon, keytip, label, help, label=label, wish="new", argument=name)


_PLAN = Group(
    "Kế hoạch",
    (
        Menu(
            "Tạo mới", "FileNew", "M", "Tạo tệp kế hoạch",
            "Tạo một tệp kế hoạch mới từ mẫu: mẫu trống hoặc kế hoạch mẫu của xã, huyện để sửa theo cơ quan mình.",
            (
                _template("Mẫu trống", "trong", "T", "Đủ các trang, lời dẫn và danh sách chọn; chưa có nhiệm vụ.", "FileNew"),
                _template("Kế hoạch xã năm 2025", "dai-son-2025", "X",
                          "Theo kế hoạch của một xã sau 01/7/2025: phòng, trung tâm, thôn, trường học."),
                _template("Kế hoạch xã năm 2024", "minh-tam-2024", "B",
                          "Theo kế hoạch của một xã trước 01/7/2025: các bộ phận chuyên môn."),
                _template("Kế hoạch huyện năm 2023", "vinh-linh-2023", "H",
                          "Theo kế hoạch của một huyện: các phòng, UBND các xã, thị trấn."),
                Button("new_year", "DateAndTimeInsert", "N", "Lập kế hoạch năm sau",
                       "Tạo tệp kế hoạch năm sau từ tệp đang mở: mang sang đơn vị, địa chỉ, kỳ báo cáo, tiêu chí, số liệu, các "
                       "ngày dời sang năm mới; nhiệm vụ mang sang nếu chọn.",
                       label="Từ kế hoạch năm nay…", wish="new", on_master=True),
                Button("demo", "SlideShowFromBeginning", "D", "Xem mẫu đã làm xong",
                       "Lập vào một thư mục cả năm làm việc của một kế hoạch mẫu: kế hoạch, phiếu, tệp tổng hợp, báo cáo.",
                       label="Xem mẫu đã làm xong", wish="demo"),
            ),
        ),
        Menu(
            "Nhập từ văn bản", "FileOpen", "N", "Đọc kế hoạch đã ban hành",
            "Từ tệp Word, PDF của kế hoạch, hoặc từ văn bản vừa sao chép; chương trình lập tệp kế hoạch và chỉ rõ từng mục lấy từ "
            "đâu để kiểm tra.",
            (
                Button("import_plan", "FileOpen", "T", "Từ tệp",
                       "Chọn tệp Word, PDF hoặc văn bản của kế hoạch; chương trình lập tệp kế hoạch và chỉ rõ từng mục lấy từ "
                       "đâu để kiểm tra.", wish="import-plan"),
                Button("import_copied", "Paste", "S", "Từ văn bản đã sao chép",
                       "Mở kế hoạch trong Word, trên cổng thông tin hay trong thư, bấm Ctrl+A rồi Ctrl+C, quay lại Excel bấm "
                       "nút này: đọc như đọc tệp.", label="Nhập từ văn bản đã sao chép", wish="import-plan"),
            ),
        ),
        Button("check", "ErrorChecking", "K", "Kiểm tra tệp kế hoạch", "Nêu mọi lỗi cùng lúc, kèm trang, ô và cách sửa.",
               wish="check", on_master=True),
        Button("restore", "FileVersionHistory", "L", "Quay lại bản sao lưu",
               "Trước mỗi lần tách việc hay cập nhật tiến độ, tệp kế hoạch được lưu một bản bên cạnh. Nút này đưa tệp về một "
               "bản sao lưu; tệp hiện tại cũng được giữ thành bản sao lưu.", label="Khôi phục bản sao lưu", on_master=True),
    ),
)  # fmt: skip
_ASSIGN = Group(
    "Giao việc",
    (
        Button("split", "SplitCells", "T", "Mỗi đơn vị một trang tính",
               "Lập trang tính Mục lục và trang tính việc của từng đơn vị. Làm lại được nhiều lần: nội dung đơn vị đã điền được giữ nguyên.",
               wish="split", on_master=True),
        Menu(
            "Phát hành phiếu", "ExportExcel", "P", "Phiếu báo cáo cho từng đơn vị",
            "Ghi một tệp phiếu cho mỗi đơn vị phải báo cáo vào thư mục bạn chọn.",
            (
                Button("issue", "ExportExcel", "P", "Phát hành phiếu trống", "Phiếu của kỳ bạn chọn, cho mọi đơn vị phải báo cáo.",
                       wish="issue", on_master=True),
                Button("issue_again", "Repeat", "T", "Điền sẵn từ kỳ trước",
                       "Phiếu của kỳ bạn chọn, điền sẵn những gì đơn vị đã trả lời ở tệp tổng hợp kỳ trước.",
                       label="Phát hành phiếu, điền sẵn kỳ trước", wish="issue", on_master=True),
                Button("issue_outline", "ExportExcel", "B", "Dùng biểu mẫu của cấp trên làm phiếu",
                       "Mỗi đơn vị một bản biểu mẫu của cấp trên thay cho phiếu của chương trình; gửi về thì đọc theo ánh xạ.",
                       label="Phát hành biểu mẫu cấp trên", wish="issue", on_master=True),
            ),
        ),
        Menu(
            "Gửi thư", "FileSendAsAttachment", "G", "Gửi phiếu, gửi cấp trên",
            "Lập thư nháp trong Outlook, hoặc thành tệp .eml; bạn xem lại rồi bấm gửi.",
            (
                Button("send", "FileSendAsAttachment", "D", "Gửi phiếu cho đơn vị",
                       "Lập thư nháp cho từng đơn vị, đính kèm phiếu của đơn vị đó.", wish="send", on_master=True),
                Button("send_up", "OutlinePromote", "C", "Gửi lên cấp trên",
                       "Lập thư nháp gửi cơ quan cấp trên, đính kèm tệp bạn chọn.", label="Gửi lên cấp trên", wish="send",
                       on_master=True),
            ),
        ),
    ),
)  # fmt: skip
_FOLLOW = Group(
    "Theo dõi",
    (
        Menu(
            "Cập nhật tiến độ", "RefreshAll", "C", "Tính tình trạng và tỷ lệ",
            "Tính lại tình trạng từng nhiệm vụ từ trang tính của các đơn vị và lập trang tính Tiến độ.",
            (
                Button("progress", "RefreshAll", "C", "Tính đến hôm nay", "Tính đến hôm nay, không quá ngày cuối của kế hoạch.",
                       wish="progress", on_master=True),
                Button("progress_on", "DateAndTimeInsert", "N", "Tính đến một ngày khác", "Hỏi ngày rồi tính đến ngày đó.",
                       label="Cập nhật tiến độ đến ngày…", wish="progress", on_master=True),
            ),
        ),
        Button("score", "AutoSum", "D", "Chấm một phiếu", "Chọn một phiếu đã điền; chương trình giải thích điểm từng tiêu chí.",
               wish="score", on_master=True),
        Button("remind", "FlagMessage", "V", "Nhắc đơn vị nộp muộn, phải sửa",
               "Lập thư nháp nhắc các đơn vị chưa báo cáo, nộp muộn hoặc phải chỉnh sửa phiếu.", wish="remind", on_master=True),
    ),
)  # fmt: skip
_SUMMARY = Group(
    "Tổng hợp",
    (
        Menu(
            "Thu thư", "MailMergeGoToNextRecord", "U", "Lấy phiếu từ thư",
            "Lấy tệp đính kèm của thư vào thư mục phiếu, nhớ ai gửi lúc nào.",
            (
                Button("collect", "ImportTextFile", "L", "Từ thư đã lưu", "Từ một thư mục có các thư đã lưu (.eml, .msg).",
                       wish="collect"),
                Button("collect_mailbox", "SendReceiveAll", "H", "Từ hộp thư",
                       "Từ hộp thư của cơ quan (IMAP); thư chỉ được đọc, không bị xóa hay chuyển.",
                       label="Thu từ hộp thư", wish="collect"),
            ),
        ),
        Menu(
            "Tổng hợp thư mục", "Consolidate", "H", "Tổng hợp các phiếu gửi về",
            "Chọn thư mục phiếu; chương trình đọc hết, nêu tệp nào nhận, tệp nào không và vì sao, hỏi lại rồi lập tệp tổng hợp.",
            (
                Button("consolidate", "Consolidate", "T", "Tổng hợp một thư mục", "Hỏi thư mục phiếu và nơi ghi tệp tổng hợp.",
                       wish="consolidate", on_master=True),
                Button("consolidate_again", "Repeat", "L", "Tổng hợp lại như lần trước",
                       "Vẫn thư mục, kỳ và tệp tổng hợp của lần trước; điểm thẩm định đã ghi được giữ.",
                       label="Tổng hợp lại", wish="consolidate", on_master=True),
                Button("consolidate_with", "PropertySheet", "C", "Chọn kỳ, ngày, kỳ trước, phiếu tiếp nhận",
                       "Hỏi thêm kỳ báo cáo, ngày tính đến, tệp tổng hợp kỳ trước và nơi ghi phiếu tiếp nhận.",
                       label="Tổng hợp, chọn thêm…", wish="consolidate", on_master=True),
                Button("consolidate_outline", "ImportTextFile", "B", "Đơn vị điền biểu mẫu của cấp trên",
                       "Hỏi biểu mẫu trống, ánh xạ đã xem lại và thư mục biểu mẫu gửi về, rồi tổng hợp như phiếu.",
                       label="Tổng hợp biểu mẫu cấp trên", wish="consolidate", on_master=True),
                Button("last_summary", "FileOpen", "M", "Mở tệp tổng hợp gần nhất", "Mở tệp tổng hợp của lần tổng hợp gần nhất.",
                       label="Mở tệp tổng hợp gần nhất", on_master=True),
                Button("restore_summary", "FileVersionHistory", "K", "Quay lại bản sao lưu của tệp tổng hợp",
                       "Trước mỗi lần tổng hợp lại, tệp tổng hợp cũ được giữ trong thư mục con bên cạnh (năm bản gần "
                       "nhất). Nút này đưa tệp về một bản; tệp hiện tại cũng được giữ.", label="Khôi phục tệp tổng hợp", wish="restore"),
            ),
        ),
        Menu(
            "Báo cáo", "FileSaveAsWordDocx", "B", "Từ tệp tổng hợp",
            "Báo cáo Word, giải trình điểm cho từng đơn vị, phiếu của cơ quan mình gửi cấp trên.",
            (
                Button("report", "FileSaveAsWordDocx", "W", "Dự thảo báo cáo",
                       "Chọn tệp tổng hợp; chương trình viết dự thảo báo cáo Word theo thể thức Nghị định 30/2020/NĐ-CP.",
                       wish="report"),
                Button("explain", "Spelling", "G", "Giải trình điểm",
                       "Chọn tệp tổng hợp; mỗi đơn vị một phiếu giải trình điểm, theo từng tiêu chí.", label="Giải trình điểm",
                       wish="report"),
                Button("print_pdf", "FileSaveAsPdfOrXps", "P", "Bản in PDF của tệp tổng hợp",
                       "Chọn tệp tổng hợp; Excel ghi các trang tính chính thành một tệp PDF khổ A4 để in hoặc trình ký.",
                       label="Bản in PDF", wish="report"),
                Button("brief", "SlideShowFromBeginning", "T", "Tóm tắt hai trang, xem trên điện thoại",
                       "Chọn tệp tổng hợp; chương trình viết cho lãnh đạo một tệp HTML đọc được trên điện thoại; máy có LibreOffice thì thêm bản PDF.",
                       wish="brief"),
                Button("roll_up", "OutlinePromote", "C", "Điền phiếu gửi cấp trên",
                       "Điền phiếu mà cấp trên giao cho cơ quan mình từ tệp tổng hợp; ô đã điền được giữ nguyên.",
                       label="Phiếu gửi cấp trên", wish="rollup"),
                Button("map_outline", "PropertySheet", "A", "Biểu mẫu của cấp trên: số liệu nào vào ô nào",
                       "Chọn biểu mẫu Excel mà cấp trên gửi; chương trình đề xuất từng ô lấy số liệu nào, để bạn xem lại.",
                       wish="map", on_master=True),
                Button("fill_outline", "ExportExcel", "D", "Điền biểu mẫu của cấp trên",
                       "Điền biểu mẫu theo ánh xạ đã xem lại; chỉ ghi ô trống, định dạng, công thức, nhãn giữ nguyên.",
                       wish="fill"),
            ),
        ),
    ),
)  # fmt: skip
_HELP = Group(
    "Trợ giúp",
    (
        Button("help_page", "Help", "S", "Hướng dẫn sử dụng", "Các bước của một năm, theo từng nút.", wish="help"),
        Button("doctor", "TraceError", "A", "Kiểm tra máy này",
               "Phiên bản chương trình, Excel, Python, phần bổ trợ, quyền ghi và OneDrive; nêu cách khắc phục từng mục.",
               wish="doctor"),
        Button("open_log", "FileProperties", "O", "Mở nhật ký lỗi", "Mở tệp nhật ký để gửi cho người hỗ trợ kỹ thuật.",
               label="Nhật ký lỗi"),
    ),
)  # fmt: skip
GROUPS = (_PLAN, _ASSIGN, _FOLLOW, _SUMMARY, _HELP)


def buttons() -> list[Button]:
    """Every button, in the order of the tab."""
    found: list[Button] = []
    for group in GROUPS:
        for control in group.controls:
            found += control.buttons if isinstance(control, Menu) else [control]
    return found
