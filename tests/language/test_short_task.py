"""Short names of tasks, for narrow places."""

from danvan_xl.language.showing import short_task


class DescribeAShortName:
    def it_is_the_one_that_was_typed(self):
        assert short_task("Đối thoại với Nhân dân", "Tổ chức hội nghị đối thoại") == "Đối thoại với Nhân dân"

    def it_is_else_the_beginning_of_the_task_cut_behind_a_word(self):
        text = "Tổ chức hội nghị đối thoại giữa người đứng đầu với Nhân dân."
        assert short_task("", text) == "Tổ chức hội nghị đối thoại…"
        assert short_task("", "Tiếp công dân.") == "Tiếp công dân"

    def it_is_never_longer_than_its_place_even_for_one_long_word(self):
        assert short_task("", "x" * 50, 10) == "x" * 9 + "…"
        assert len(short_task("Một tên ngắn mà vẫn quá dài cho chỗ này", "y", 20)) <= 20
