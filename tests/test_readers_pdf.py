from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import PLAIN, TITLE
from made_pdf import HEIGHT, LEADING, LEFT, TOP, Line, as_pdf, pdf

from kg.document import Document
from kg.errors import InputError
from kg.readers import Failure, Item, Notice, read
from kg.readers.formats import pdf as reader
from kg.readers.source import source_of

PICTURE_ONLY = pdf([], [], picture=True)


def items(folder: Path, data: bytes, name: str = "news.pdf") -> list[Item]:
    (folder / name).write_bytes(data)
    return list(read([folder / name]))


def document(folder: Path, data: bytes) -> Document:
    (found,) = items(folder, data)
    assert isinstance(found, Document)
    return found


def column(words: list[str], x: float = LEFT, y: float = TOP) -> list[Line]:
    return [Line(x, y - number * LEADING, line) for number, line in enumerate(words)]


def test_the_release_is_read(tmp_path: Path) -> None:
    found = document(tmp_path, as_pdf())
    assert found.text.split() == PLAIN.split()
    assert (found.title, found.published, found.place) == (TITLE, "2012-06-04", "BOSTON, Mass.")
    assert "Dose\tPatients\tResponse\n55 mg/m²\t21\t33%\n" in found.text


def test_offsets_lead_to_the_page(tmp_path: Path) -> None:
    found = document(tmp_path, as_pdf())
    places = [found.text.index(words) for words in (TITLE, "33% (7/21)", "HexaLink")]
    assert [found.origin(place).page for place in places] == [1, 1, 2]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"left side line {number} of the text" for number in range(8)]
    right = [f"right side row {number} of words" for number in range(8)]
    wide = Line(LEFT, TOP + 40, "A headline that goes over both of the columns of this page and more")
    mixed = [line for pair in zip(column(left), column(right, 320), strict=True) for line in pair]
    words = document(tmp_path, pdf([wide, *mixed])).text.split()
    assert words == " ".join([wide.words, *left, *right]).split()


def test_cells_are_read_row_by_row(tmp_path: Path) -> None:
    table = [Line(LEFT + 150 * x, TOP - LEADING * y, f"cell {x}.{y}") for x in range(3) for y in range(5)]
    rows = ["\t".join(f"cell {x}.{y}" for x in range(3)) for y in range(5)]
    assert document(tmp_path, pdf(table)).text == "\n".join(rows)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("patients were treated with the new antibody and the conju-", "gate of it", "conjugate of it"),
        ("patients were treated with the new agent, an anti-", "tumor one", "anti-tumor one"),
        ("patients were treated with the new compound called HGX-", "214 alone", "HGX-214 alone"),
        ("patients were treated in the trial that is in the Asia-", "Pacific part", "Asia-Pacific part"),
        ("patients were treated with the ﬁrst and ef\ufb01cient", "agents", "first and efficient agents"),
    ],
)
def test_words_at_line_ends_are_whole(tmp_path: Path, first: str, second: str, expected: str) -> None:
    page = column(["a line of the same width as the lines that now come are", first, second])
    assert document(tmp_path, pdf(page)).text.endswith(expected)


def test_lines_that_end_early_are_kept_apart(tmp_path: Path) -> None:
    page = column(["Contact:", "Jane Doe", "Hexagene, Inc.", "a longer line that tells how wide it is"])
    assert document(tmp_path, pdf(page)).text.startswith("Contact:\nJane Doe\nHexagene, Inc.\n")


def test_raised_digits_are_superscripts(tmp_path: Path) -> None:
    raised = Line(LEFT + 79, TOP + 5, "2", 6)
    page = [Line(LEFT, TOP, "given at 5 mg/m"), raised, Line(LEFT + 86, TOP, "each week")]
    assert document(tmp_path, pdf(page)).text == "given at 5 mg/m² each week"


def test_running_headers_and_numbers_of_pages_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            Line(LEFT, HEIGHT - 30, "Hexagene Q3 News", 8),
            Line(LEFT, TOP, f"The text of page {'ABC'[number]} stands here."),
            Line(300, 20, f"- {number + 1} -", 8),
        ]
        for number in range(3)
    ]
    text = document(tmp_path, pdf(*pages)).text
    assert text == "\n\n".join(f"The text of page {name} stands here." for name in "ABC")


def test_a_scanned_file_is_said_to_be_one(tmp_path: Path) -> None:
    (failure,) = items(tmp_path, PICTURE_ONLY)
    assert isinstance(failure, Failure)
    assert "is a scanned PDF" in failure.reason


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    notice, found = items(tmp_path, pdf(column(["Only this page has words on it."]), []))
    assert isinstance(notice, Notice)
    assert notice.message.endswith("not read: 2")
    assert isinstance(found, Document)


@pytest.mark.parametrize("name", ["news.txt", "news.html", "news"])
def test_a_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (found,) = items(tmp_path, as_pdf(), name)
    assert isinstance(found, Document)


@pytest.mark.parametrize("data", [b"%PDF-1.7", as_pdf()[:300], b"%PDF-1.4\n" + bytes(range(256)) * 9])
def test_damaged_files_are_named(tmp_path: Path, data: bytes) -> None:
    (failure,) = items(tmp_path, data)
    assert isinstance(failure, Failure)
    assert "PDF" in failure.reason


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=8)), max_size=6))
def test_no_damage_breaks_the_reader(damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(as_pdf())
    for place, wrong in damage:
        data[place : place + len(wrong)] = wrong
    try:
        found = list(reader.read(source_of(io.BytesIO(bytes(data)), "x", ".pdf", "x.pdf")))
    except InputError:
        return
    assert all(isinstance(item, Document | Notice) for item in found)


def test_a_headline_below_a_letterhead_is_the_title(tmp_path: Path) -> None:
    lines = [Line(72, 760, "Hexagene | News Release", 8), Line(72, 700, "Hexagene Wins", 18)]
    lines += [Line(72, 680, "a Prize", 18)]
    lines += [
        Line(72, 640 - 14 * number, "The company said that it won a prize for it.") for number in range(4)
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    (found,) = read([tmp_path / "a.pdf"])
    assert isinstance(found, Document)
    assert found.title == "Hexagene Wins a Prize"


def test_items_with_large_bullets_raised_signs_and_words_broken_by_hand_are_whole(tmp_path: Path) -> None:
    long = "The median time that patients lived without a progression was five months or"
    lines = [
        Line(72, 700, "•", 16), Line(80, 700, long), Line(90, 686, "more in all of the groups."),
        Line(72, 640, "The rate was 33% at 55 mg/m"), Line(222, 644, "2", 7),
        Line(228, 640, "in the third group of the patients who were in the study"),
        Line(72, 626, "of the company."),
        Line(72, 590, "The conju-"), Line(72, 576, "gate was given in all of the groups."),
    ]  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    (found,) = read([tmp_path / "a.pdf"])
    assert isinstance(found, Document)
    assert f"{long} more in all of the groups." in found.text
    assert "who were in the study of the company." in found.text
    assert "The conjugate was given" in found.text
