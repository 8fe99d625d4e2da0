"""A visitor who talks HTTP to a running Lyceum, keeps cookies and tries again when the line breaks."""

import http.cookiejar
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object, **options: object) -> None:
        return None


class Visitor:
    """Knows one installation; its session is its cookie jar."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay)

    def get(self, path: str) -> str:
        with self.opener.open(self.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def token(self, path: str) -> str:
        if not any(cookie.name == "csrftoken" for cookie in self.jar):
            self.get(path)
        return next(cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken")

    def post(self, path: str, form: dict[str, str]) -> str:
        """Where the answer leads to."""
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.token(path)}).encode()
        try:
            with self.opener.open(self.url + path, body, timeout=30) as answer:
                return str(answer.url)
        except urllib.error.HTTPError as answer:
            with answer:
                if answer.code in {302, 303}:
                    return str(answer.headers["Location"])
                raise

    def post_until_answered(self, path: str, form: dict[str, str], seconds: float = 60) -> str:
        """Send again as a person would while the server is away; a refusal is not tried again."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self.post(path, form)
            except (urllib.error.URLError, HTTPException, OSError) as error:
                if (isinstance(error, urllib.error.HTTPError) and error.code < 500) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
