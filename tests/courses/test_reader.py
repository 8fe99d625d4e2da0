"""A pack that is wrong is refused as a whole, and its author is told file, line and what to do."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.packs.errors import MAX_ERRORS, MESSAGES, Errors, PackError, PackRejected
from lyceum.courses.packs.reader import read_pack
from lyceum.courses.packs.sources import read_source
from lyceum.courses.packs.structure import Pack
from lyceum.courses.packs.yamlfiles import read_yaml
from tests.courses.factories import MORE, PROBLEM, QUIZ, READING, changed, pack_files, replaced, with_problem

STARTER = Path(__file__).resolve().parents[2] / "content" / "courses"
START = "units/01-start/"


def errors_of(files: dict[str, bytes]) -> list[tuple[str, int, str]]:
    with pytest.raises(PackRejected) as caught:
        read_pack(files)
    for error in caught.value.errors:
        assert "%(" not in error.message, error
    return [(error.path, error.line, error.code) for error in caught.value.errors]


def test_a_good_pack_is_read_whole() -> None:
    pack = read_pack(pack_files())
    assert [unit.key for unit in pack.units] == ["start", "more"]
    assert [activity.key for unit in pack.units for activity in unit.activities] == ["hello", "check", "extra", "end"]
    hello, check = pack.units[0].activities
    assert set(hello.texts) == {"en", "fr"}
    assert hello.texts["en"].title == "Hello, reader"
    assert check.data["questions"][0]["answer"] == "b"
    assert pack.units[1].activities[0].is_optional
    assert pack.texts["en"].outcomes == ["Count to <code>3</code>"]
    assert pack.texts["en"].about_html == '<p>Begin with <a href="hello/">hello</a>.</p>\n'


@pytest.mark.parametrize(
    "folder", sorted(STARTER.iterdir()) if STARTER.is_dir() else [], ids=lambda folder: folder.name
)
def test_the_starter_courses_are_sound(folder: Path) -> None:
    assert read_pack(read_source(folder)).units


def test_order_of_units_is_by_number() -> None:
    files = {path.replace("units/01-start", "units/10-start"): content for path, content in pack_files().items()}
    assert [unit.key for unit in read_pack(files).units] == ["more", "start"]


BROKEN = [
    ("pack.yaml", "subject: math", "subject: cooking", 7, "wrong_choice"),
    ("pack.yaml", "hours: 1.5", "hours: long", 11, "not_number"),
    ("pack.yaml", "hours: 1.5", "hours: -1", 11, "out_of_range"),
    ("pack.yaml", "hours: 1.5\n", "", 1, "missing_key"),
    ("pack.yaml", "hours: 1.5", "hours: 1.5\ncolour: red", 12, "unknown_key"),
    ("pack.yaml", "id: tiny", "id: Tiny Course", 3, "wrong_form"),
    ("pack.yaml", "version: 1.0.0", "version: 1", 4, "not_string"),
    ("pack.yaml", "format: lyceum-pack/1", "format: lyceum-pack/2", 1, "wrong_choice"),
    ("pack.yaml", "source_language: en", "source_language: ru", 5, "source_not_listed"),
    ("pack.yaml", "languages: [en, fr, ar]", "languages: [en, xx]", 6, "wrong_choice"),
    ("pack.yaml", "languages: [en, fr, ar]", "languages: [en", 7, "yaml"),
    ("course.en.yaml", "tiny.read: Reading", "tiny.cook: Cooking", 6, "unknown_skill"),
    ("course.en.yaml", "activity:hello", "activity:nowhere", 4, "link_activity"),
    (START + "unit.yaml", "[hello, check]", "[hello, check, gone]", 1, "missing_activity"),
    (START + "unit.yaml", "[hello, check]", "[hello, hello]", 1, "not_as_described"),
    (READING + "activity.yaml", "tiny.read", "tiny.cook", 3, "unknown_skill"),
    (READING + "activity.yaml", "kind: reading", "kind: film", 1, "wrong_choice"),
    (READING + "activity.yaml", "minutes: 4", "minutes: soon", 2, "not_integer"),
    (READING + "en.md", "title: Hello, reader", "titel: Hello", 2, "unknown_key"),
    (READING + "en.md", "---\ntitle: Hello, reader\n---\n", "", 1, "no_front_matter"),
    (READING + "en.md", "Some words", "<b>Some</b> words", 4, "html"),
    (READING + "en.md", "> Draw one.", "> Draw <script>one</script>.", 13, "html"),
    (READING + "en.md", "## Part", "<div onclick='x'>\n", 15, "html"),
    (READING + "en.md", "## Part", "# Part", 15, "heading_level"),
    (READING + "en.md", "## Part", "### Part", 15, "heading_level"),
    (READING + "en.md", "[!TRY]", "[!DANCE]", 12, "callout"),
    (READING + "en.md", "```python", "```klingon", 8, "code_language"),
    (READING + "en.md", "$a^2$", "$\\frac{a}$", 4, "maths"),
    (READING + "en.md", "$a^2$", "$\\nonsense{a}$", 4, "maths"),
    (READING + "en.md", "$a^2$", "$a^$", 4, "maths"),
    (READING + "en.md", "activity:check", "activity:nowhere", 4, "link_activity"),
    (READING + "en.md", "activity:check", "javascript:alert(1)", 4, "link_target"),
    (READING + "en.md", "activity:check", "http://example.org/", 4, "link_target"),
    (READING + "en.md", "activity:check", "../../../admin/", 4, "link_target"),
    (READING + "en.md", "media/square.svg", "media/circle.svg", 6, "missing_media"),
    (READING + "en.md", "![A square]", "![]", 6, "image_words"),
    (READING + "en.md", "![A square]", "Look: ![A square]", 6, "image_inline"),
    (QUIZ + "activity.yaml", "answer: b}", "answer: z}", 5, "answer_unknown"),
    (QUIZ + "activity.yaml", "{id: q2,", "{id: q1,", 6, "question_twice"),
    (QUIZ + "activity.yaml", "kind: multiple", "kind: guess", 6, "wrong_choice"),
    (QUIZ + "activity.yaml", "answer: 7.5", "answer: seven", 7, "not_number"),
    (QUIZ + "activity.yaml", "tolerance: 0.01", "tolerance: -1", 7, "out_of_range"),
    (QUIZ + "activity.yaml", 'accept: ["len"]', "accept: []", 11, "accept_empty"),
    (QUIZ + "activity.yaml", "distractors: [z]", "distractors: [x]", 10, "answer_unknown"),
    (QUIZ + "en.yaml", "q3: {prompt", "q9: {prompt", 11, "question_text_unknown"),
    (QUIZ + "en.yaml", "{a: first, b: second, ", "{a: first, ", 6, "part_missing"),
    (QUIZ + "en.yaml", "{a: Not the first.,", "{x: Not the first.,", 7, "part_unknown"),
    (QUIZ + "en.yaml", "left: {a: A, b: B},", "", 14, "missing_key"),
    (QUIZ + "en.yaml", "{prompt: How long?,", "{prompt: How long?, options: {a: b},", 11, "unknown_key"),
    (QUIZ + "en.yaml", "{{one}}(", "{{uno}}(", 15, "blank_in_text"),
    (QUIZ + "en.yaml", "prompt: Which is **right**?", "prompt: Which <i>is</i> right?", 5, "html"),
    (QUIZ + "en.yaml", "c: C}", "c: '![x](media/square.svg)'}", 13, "image_here"),
]


@pytest.mark.parametrize(("path", "old", "new", "line", "code"), BROKEN, ids=lambda value: str(value)[:30])
def test_each_mistake_is_told_with_its_line(path: str, old: str, new: str, line: int, code: str) -> None:
    assert (path, line, code) in errors_of(replaced(pack_files(), path, old, new))


MISSING = [
    ("pack.yaml", "pack.yaml", "missing_file"),
    ("course.en.yaml", "course.en.yaml", "missing_source_text"),
    (START + "unit.en.yaml", START + "unit.en.yaml", "missing_source_text"),
    (START + "unit.yaml", START + "unit.yaml", "missing_file"),
    (READING + "en.md", READING + "en.md", "missing_source_text"),
    (READING + "activity.yaml", READING + "activity.yaml", "missing_file"),
    (QUIZ + "en.yaml", QUIZ + "en.yaml", "missing_source_text"),
]


@pytest.mark.parametrize(("path", "where", "code"), MISSING)
def test_a_missing_file_is_told(path: str, where: str, code: str) -> None:
    assert (where, 0, code) in errors_of(changed(pack_files(), path, None))


EXTRA = [
    ("notes.txt", "unknown_file"),
    (READING + "en.txt", "unknown_file"),
    (QUIZ + "en.md", "unknown_file"),
    (READING + "ru.md", "language_not_listed"),
    ("media/film.gif", "media_kind"),
    ("media/fake.png", "media_content"),
]


@pytest.mark.parametrize(("path", "code"), EXTRA)
def test_a_file_that_the_format_does_not_know_is_told(path: str, code: str) -> None:
    assert (path, 0, code) in errors_of(changed(pack_files(), path, "---\ntitle: x\n---\nx"))


def test_a_units_broken_list_is_one_error_and_not_one_for_each_file() -> None:
    assert errors_of(changed(pack_files(), START + "unit.yaml", "")) == [(START + "unit.yaml", 1, "missing_key")]


def test_a_readme_and_a_licence_may_stand_beside() -> None:
    assert read_pack(pack_files() | {"README.md": b"x", "LICENSE": b"y"})


def test_folders_that_no_list_names_are_told() -> None:
    files = changed(pack_files(), START + "stray/activity.yaml", "kind: reading\nminutes: 1\n")
    assert errors_of(files) == [(START + "stray/", 0, "unlisted_activity")]
    renamed = {path.replace("units/02-more", "units/more"): content for path, content in pack_files().items()}
    assert ("units/more/", 0, "unit_name") in errors_of(renamed)
    twice = pack_files() | {"units/03-start/unit.yaml": b"activities: [x]"}
    assert errors_of(twice) == [("units/03-start/", 0, "unit_twice")]


def test_a_key_is_unique_in_the_whole_course() -> None:
    files = replaced(pack_files(), "units/02-more/unit.yaml", "extra", "hello")
    assert ("units/02-more/unit.yaml", 1, "activity_twice") in errors_of(files)


def test_what_is_no_text_is_told_with_its_line() -> None:
    files = changed(pack_files(), MORE + "en.md", b"---\ntitle: x\n---\nfine\n\xff\xfe")
    assert errors_of(files) == [(MORE + "en.md", 5, "not_utf8")]


def test_at_most_so_many_errors_are_listed() -> None:
    body = "\n\n".join(["<b>no</b>"] * 300)
    files = changed(pack_files(), MORE + "en.md", f"---\ntitle: x\n---\n{body}\n")
    assert len(errors_of(files)) == MAX_ERRORS


def test_line_ends_of_other_systems_are_read_alike() -> None:
    crlf = {
        path: content.replace(b"\n", b"\r\n") for path, content in pack_files().items() if not path.startswith("media/")
    }
    crlf["media/square.svg"] = pack_files()["media/square.svg"]
    assert read_pack(crlf).units[0].activities[0].texts == read_pack(pack_files()).units[0].activities[0].texts


HOSTILE_YAML = [
    ("a: &x [1]\nb: *x", 2, "yaml_alias"),
    ("a: " + "[" * 40 + "]" * 40, 1, "yaml_depth"),
    ("a: 1\na: 2", 2, "yaml_key_twice"),
    ("1: a", 1, "yaml_key_text"),
    ("a: 1\nb: !!python/object/apply:os.system [echo]", 2, "yaml_tag"),
    ("a: !secret x", 1, "yaml_tag"),
    ("a: !!binary aGk=", 1, "yaml_tag"),
    ("a: b: c", 1, "yaml"),
    ("a:\n\t- b", 2, "yaml"),
    ("a: 1\n---\nb: 2", 2, "yaml"),
    ("a: \x07", 1, "yaml"),
]


@pytest.mark.parametrize(("text", "line", "code"), HOSTILE_YAML)
def test_hostile_yaml_is_refused_with_its_line(text: str, line: int, code: str) -> None:
    errors = Errors()
    assert read_yaml("a.yaml", text, errors) is None
    assert [(error.line, error.code) for error in errors.found] == [(line, code)]


def test_words_of_quizzes_are_not_taken_for_anything_else() -> None:
    document = read_yaml("a.yaml", "a: no\nb: 12:30\nc: 2026-01-01\nd: 010\ne: true\nf: 1.5\ng: ~", Errors())
    assert document is not None
    assert document.data == {"a": "no", "b": "12:30", "c": "2026-01-01", "d": "010", "e": True, "f": 1.5, "g": None}


@given(st.text(max_size=200))
def test_any_text_is_yaml_or_refused(text: str) -> None:
    errors = Errors()
    document = read_yaml("a.yaml", text, errors)
    assert (document is None) == bool(errors.found)


@given(st.binary(max_size=400))
def test_any_bytes_in_a_lesson_are_read_or_refused(content: bytes) -> None:
    files = changed(pack_files(), MORE + "en.md", b"---\ntitle: x\n---\n" + content)
    try:
        html = read_pack(files).units[1].activities[0].texts["en"].body_html
    except PackRejected:
        return
    assert "<script" not in html.lower()


def problem_with(path: str, old: str, new: str) -> list[tuple[str, int, str]]:
    return errors_of(replaced(with_problem(), PROBLEM + path, old, new))


def test_a_problem_is_read_with_its_words_and_files() -> None:
    problem = read_pack(with_problem()).units[1].activities[1]
    words = problem.texts["en"].data
    assert (problem.kind, problem.data) == ("problem", {"languages": ["python"]})
    assert words["statement_html"] == "<p>Add two numbers.</p>\n"
    assert words["hints"] == ["<p>One.</p>\n", "<p>Two.</p>\n", "<p>Three.</p>\n"]
    assert words["explain"] == {"zero": "Does it work for <code>0</code>?"}
    assert {"activity.yaml", "submissions/accepted/a.py"} <= set(problem.files)


def test_mistakes_in_problems_are_told() -> None:
    yaml, text = PROBLEM + "activity.yaml", PROBLEM + "en.md"
    assert (yaml, 7, "test_twice") in problem_with("activity.yaml", "id: zero", "id: sample-1")
    assert (yaml, 7, "test_one_check") in problem_with("activity.yaml", 'output: "0\\n"', 'output: "0", outputs: ["0"]')
    assert (yaml, 7, "test_one_check") in problem_with("activity.yaml", ', output: "0\\n"', "")
    assert (yaml, 7, "test_pattern") in problem_with("activity.yaml", 'output: "0\\n"', 'lines: [{matches: "("}]')
    assert (yaml, 1, "no_accepted") in problem_with("activity.yaml", "[python]", "[python, cpp]")
    assert (text, 4, "out_of_range") in problem_with("en.md", "[One., Two., Three.]", "[One.]")
    assert (text, 5, "test_unknown") in problem_with("en.md", "tests: {zero", "tests: {nought")
    assert (yaml, 1, "no_wrong") in errors_of(changed(with_problem(), PROBLEM + "submissions/wrong_answer/b.py", None))


def test_samples_come_first() -> None:
    late = '- {id: zero, input: "0 0\\n", output: "0\\n"}\n  - {id: late, sample: true, input: "", output: ""}'
    found = problem_with("activity.yaml", '- {id: zero, input: "0 0\\n", output: "0\\n"}', late)
    assert (PROBLEM + "activity.yaml", 8, "samples_first") in found


def test_a_function_problem_is_for_python_alone() -> None:
    call = "call: add, args: [1], returns: 1"
    files = replaced(with_problem(), PROBLEM + "activity.yaml", 'input: "0 0\\n", output: "0\\n"', call)
    assert read_pack(files)
    both = replaced(files, PROBLEM + "activity.yaml", "[python]", "[python, cpp]")
    assert (PROBLEM + "activity.yaml", 7, "call_python_only") in errors_of(both)


def test_messages_are_in_the_language_in_force_and_fill_their_places() -> None:
    error = PackError("pack.yaml", 3, "unknown_key", {"key": "colour"})
    with translation.override("en"):
        assert str(error) == "pack.yaml:3: The format does not know the key “colour” here."
    assert str(PackError("x.md", 0, "missing_file")) == f"x.md: {MESSAGES['missing_file']}"


def test_reading_gives_the_same_each_time() -> None:
    def shape(pack: Pack) -> list[object]:
        return [pack.digest, pack.texts, pack.units, pack.media]

    assert shape(read_pack(pack_files())) == shape(read_pack(pack_files()))


def test_the_pack_of_the_how_to_is_sound() -> None:
    guide = (STARTER.parents[1] / "docs" / "how-to" / "add-a-course.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:yaml|markdown)\n(.*?)```", guide, re.S)
    manifest, order, activity, text = (block.encode() for block in blocks)
    welcome = "units/01-start/welcome/"
    files = {
        "pack.yaml": manifest,
        "units/01-start/unit.yaml": order,
        welcome + "activity.yaml": activity,
        welcome + "en.md": text,
    }
    files |= {
        "course.en.yaml": b"title: My course\nsummary: Short.\n",
        "units/01-start/unit.en.yaml": b"title: Start\n",
    }
    assert [step.key for step in read_pack(files).units[0].activities] == ["welcome"]
