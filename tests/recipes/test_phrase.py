"""Recipe: a phrase of time. One word list; every grammar that knows the kind of token understands the phrase."""

from __future__ import annotations

import json

from tests.recipes.house import House

_BY = '    "by": "chậm nhất | '
_USE = """
import json
from datetime import date
from danvan_xl.language.deadlines import DeadlineContext, read_deadline

context = DeadlineContext(date(2025, 1, 1), date(2025, 12, 31))
read = [read_deadline(text, context) for text in ("Cùng lắm ngày 30/10/2025", "Cùng lắm ngày 25 hằng tháng")]
print(json.dumps([(d.kind.value, str(d.due), len(d.occurrences)) for d in read]))
"""


class DescribeAPhraseOfTime:
    def it_takes_one_file_and_is_understood_in_every_place_of_its_kind(self, house: House) -> None:
        before = json.loads(house.run(_USE))
        assert [kind for kind, _, _ in before] == ["Chưa rõ", "Chưa rõ"]

        house.edit("danvan_xl/language/deadlines/words.py", _BY, _BY + "cùng lắm | ")
        assert len(house.touched) == 1
        dated, periodic = json.loads(house.run(_USE))
        assert dated == ["Có hạn", "2025-10-30", 0]
        assert periodic == ["Định kỳ", "2025-12-25", 12]
