"""Pages that gather what the other apps offer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home page in the person's or the browser's language."""
    return redirect("home")


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html")
