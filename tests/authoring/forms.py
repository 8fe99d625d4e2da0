"""Fills forms as a browser would."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

Fields = dict[str, list[str]]


class _Reader(HTMLParser):
    """Collects what the form with this id (or the first that has a field of this name) would post."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.inside, self.fields = wanted, False, {}
        self.area = self.select = ""
        self.text: list[str] = []

    fields: Fields

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.inside = values.get("id") == self.wanted
        name = values.get("name") or ""
        if not self.inside:
            return
        if tag == "input" and name and values.get("type") != "file":
            is_box = values.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in values:
                self.fields.setdefault(name, []).append(values.get("value") or ("on" if is_box else ""))
        elif tag == "textarea":
            self.area, self.text = name, []
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in values or self.select not in self.fields):
            self.fields[self.select] = [values.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            # A browser leaves out the line end right after the tag, and sends two signs for each other one.
            text = "".join(self.text).removeprefix("\n").replace("\n", "\r\n")
            self.fields.setdefault(self.area, []).append(text)
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def read_form(page: bytes, form_id: str = "editor") -> Fields:
    reader = _Reader(form_id)
    reader.feed(page.decode())
    return reader.fields


def post_form(client: Client, url: str, form_id: str = "editor", **changed: Any) -> Any:
    """Open the page, change some fields of its form, send it."""
    fields: dict[str, Any] = dict(read_form(client.get(url).content, form_id))
    fields |= {name: value for name, value in changed.items() if value is not None}
    for name in [name for name, value in changed.items() if value is None]:
        fields.pop(name, None)
    return client.post(url, fields)


def words(page: bytes) -> str:
    """The page's words as one reads them."""
    main = page.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
