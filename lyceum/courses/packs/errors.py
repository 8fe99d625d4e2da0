"""What can be wrong with a pack: a place, a code and a sentence for the author."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

MAX_ERRORS = 100

MESSAGES = {
    # the container
    "no_source": _("There is no folder or ZIP file here."),
    "not_a_zip": _("This file is not a readable ZIP archive."),
    "zip_encrypted": _("This file in the archive is encrypted. Make the archive without a password."),
    "zip_method": _("This file is compressed in a way that we do not read. Use the ordinary ZIP compression."),
    "zip_bomb": _("The archive unpacks to far more than its size. Nothing was imported."),
    "path_escapes": _("This path leads out of the pack."),
    "path_name": _(
        "Names may have a–z, A–Z, 0–9, “-”, “_” and “.”, at most 64 characters, and start with a letter or digit."
    ),
    "path_twice": _("Another file has the same name, or one that differs only in capital letters."),
    "path_depth": _("The folders are nested too deeply; %(limit)s levels are allowed."),
    "link": _("This is a link to another file. Put the file itself here."),
    "special_file": _("This is not an ordinary file."),
    "too_many_files": _("The pack has more than %(limit)s files."),
    "file_too_large": _("This file is larger than %(limit)s MB."),
    "pack_too_large": _("The pack is larger than %(limit)s MB."),
    "missing_file": _("This file is missing."),
    "unknown_file": _("The format does not know this file. Check its name and its folder."),
    "not_utf8": _("This line is not UTF-8 text."),
    # YAML
    "yaml": _("This is not valid YAML: %(problem)s"),
    "yaml_alias": _("Anchors and aliases (& and *) are not read. Write the value out."),
    "yaml_tag": _("Tags (!…) are not read. Write a plain value."),
    "yaml_depth": _("The values are nested too deeply."),
    "yaml_key_twice": _("The key “%(key)s” stands here a second time."),
    "yaml_key_text": _("Keys must be text. Put “%(key)s” in quotation marks."),
    "no_front_matter": _("The file must begin with a block of values between two lines “---”, with at least a title."),
    # schema
    "missing_key": _("The key “%(key)s” is missing."),
    "unknown_key": _("The format does not know the key “%(key)s” here."),
    "not_string": _("“%(at)s” must be text."),
    "not_number": _("“%(at)s” must be a number."),
    "not_integer": _("“%(at)s” must be a whole number."),
    "not_boolean": _("“%(at)s” must be true or false."),
    "not_array": _("“%(at)s” must be a list."),
    "not_object": _("“%(at)s” must be a group of keys and values."),
    "wrong_choice": _("“%(at)s” must be one of: %(allowed)s."),
    "wrong_form": _("“%(at)s” does not have the form that the format asks for."),
    "out_of_range": _("“%(at)s” is too small, too large, too short or too long."),
    "not_as_described": _("“%(at)s” is not as the format describes it: %(problem)s"),
    # how the files fit together
    "language_not_listed": _("The language “%(language)s” is not among the languages in pack.yaml."),
    "source_not_listed": _("The source language must be among the languages."),
    "missing_source_text": _("The text in the source language (%(language)s) is missing."),
    "missing_activity": _("The unit names the activity “%(key)s”, but there is no such folder."),
    "unlisted_activity": _("This activity is not named in its unit's unit.yaml."),
    "activity_twice": _("The key “%(key)s” is already that of another activity of this course."),
    "unit_name": _("A unit's folder is named by a number and a key, such as 01-hello."),
    "unit_twice": _("Another unit has the key “%(key)s”."),
    "unknown_skill": _("The skill “%(skill)s” is not among the skills in pack.yaml."),
    # Markdown and media
    "html": _("HTML is not allowed. Use Markdown."),
    "heading_level": _("Headings start at ## and go down one level at a time."),
    "heading_here": _("A heading cannot stand here."),
    "code_language": _(
        "Name the language of the code after ```: python, cpp, text, console …; “%(language)s” is not known."
    ),
    "callout": _("“%(name)s” is not a callout. Use NOTE, TIP, TRY, WARNING or REMEMBER."),
    "maths": _("This formula cannot be read: %(formula)s"),
    "link_target": _("Links lead to https: or mailto: addresses, or to an activity of this course (activity:KEY)."),
    "link_activity": _("This course has no activity “%(key)s”."),
    "image_inline": _("A picture or sound stands alone on its line, with an empty line before and after it."),
    "image_here": _("A picture or sound cannot stand here."),
    "image_words": _("Say in the square brackets what the picture shows or the sound says."),
    "missing_media": _("The pack has no file “%(path)s”."),
    "media_kind": _("Pictures are svg, png, jpg, webp or avif; sound is mp3, ogg or m4a."),
    "media_content": _("The content of this file is not what its name says."),
    "svg_unsafe": _("The drawing has “%(what)s”, which could run or load something. Remove it."),
    "svg_broken": _("The drawing is not valid XML: %(problem)s"),
    # quizzes
    "question_twice": _("Two questions have the id “%(id)s”."),
    "question_text_missing": _("The question “%(id)s” has no text."),
    "question_text_unknown": _("There is no question “%(id)s” in activity.yaml."),
    "part_missing": _("“%(at)s” has no text for “%(id)s”."),
    "part_unknown": _("“%(at)s” has a text for “%(id)s”, which activity.yaml does not have."),
    "answer_unknown": _("The answer “%(id)s” is not among the options of the question “%(question)s”."),
    "blank_in_text": _("Each gap stands once in the text, as {{id}}: “%(id)s”."),
    "accept_empty": _("“%(at)s” accepts no answer."),
    # assignments
    "nothing_to_hand_in": _("Say what is to be handed in: text, files or link."),
    "criterion_twice": _("Two criteria of the rubric have the id “%(id)s”."),
    "criterion_unknown": _("The rubric in activity.yaml has no criterion “%(id)s”."),
    "criterion_without_words": _("The criterion “%(id)s” of the rubric has no words."),
    "levels_order": _("The levels of the criterion “%(id)s” must go from the fewest points to the most."),
    "levels_number": _("The criterion “%(id)s” needs as many words for its levels as it has levels."),
    # exams
    "pool_too_small": _("More is drawn from the pool “%(pool)s” than it has; it has %(size)s."),
    "pool_not_drawn": _("Nothing is drawn from the pool “%(pool)s”. Name it under draw."),
    # problems
    "test_twice": _("Two tests have the id “%(id)s”."),
    "test_one_check": _("The test “%(id)s” needs exactly one of output, outputs, lines, or call with returns."),
    "test_pattern": _("The test “%(id)s” has a pattern that is not a valid regular expression."),
    "test_unknown": _("There is no test “%(id)s” in activity.yaml."),
    "samples_first": _("The sample “%(id)s” must come before the other tests."),
    "call_python_only": _(
        "The test “%(id)s” calls a function, which only Python problems can. Say languages: [python]."
    ),
    "no_accepted": _("There is no accepted program in %(language)s in submissions/accepted/."),
    "no_wrong": _("There is no wrong program; add one to submissions/wrong_answer/."),
    "problem_refused": _("The judge cannot use this problem: %(problem)s"),
}


@dataclass(frozen=True)
class PackError:
    """One thing to put right. `line` counts from 1; 0 means the file as a whole."""

    path: str
    line: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence in the language in force."""
        return str(MESSAGES[self.code]) % self.params

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class PackRejected(Exception):
    """The pack has errors and nothing of it was imported; up to MAX_ERRORS of them are listed, by file and line."""

    def __init__(self, errors: list[PackError]) -> None:
        self.errors = sorted(errors, key=lambda error: (error.path, error.line))
        super().__init__("\n".join(str(error) for error in self.errors))


class Errors:
    """Collects what is wrong, so that an author sees all of it at once."""

    def __init__(self) -> None:
        self.found: list[PackError] = []

    def add(self, path: str, line: int, code: str, /, **params: Any) -> None:
        self.found.append(PackError(path, line, code, params))
        if len(self.found) >= MAX_ERRORS:
            raise PackRejected(self.found)

    def raise_if_any(self) -> None:
        if self.found:
            raise PackRejected(self.found)
