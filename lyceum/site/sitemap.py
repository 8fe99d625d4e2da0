"""What search engines are told: which pages there are, in which languages, and which to leave alone."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as answer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from lyceum.courses import api as courses

HOUR = 3600


class HousePages(Sitemap):  # type: ignore[type-arg]
    """The pages that every installation has."""

    i18n = alternates = True

    def items(self) -> list[str]:
        return ["home", "courses", "problems", "help", "privacy"]

    def location(self, item: str) -> str:
        return reverse(item)


class CoursePages(Sitemap):  # type: ignore[type-arg]
    """Every course and every step of it. Exercises are among the steps, so their own addresses are left out."""

    i18n = alternates = True

    def items(self) -> list[tuple[str, dict[str, Any], datetime]]:
        return courses.pages_for_sitemap()

    def location(self, item: tuple[str, dict[str, Any], datetime]) -> str:
        route, arguments, _changed = item
        return reverse(route, kwargs=arguments)

    def lastmod(self, item: tuple[str, dict[str, Any], datetime]) -> datetime:
        return item[2]


@cache_control(public=True, max_age=HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its other languages (sitemaps.org 0.9); from 50,000 addresses on, in pages (`?p=2`)."""
    sections: dict[str, Any] = {"house": HousePages, "courses": CoursePages}
    return answer(request, sitemaps=sections, template_name="site/sitemap.xml", content_type="application/xml")


@cache_control(public=True, max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read (RFC 9309): all but people's own pages and searches."""
    where = request.build_absolute_uri(reverse("sitemap"))
    return render(request, "site/robots.txt", {"sitemap": where}, content_type="text/plain; charset=utf-8")
