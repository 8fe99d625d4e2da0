"""Addresses of the live process."""

from django.urls import path

from lyceum.coding.live import submission_stream

urlpatterns = [path("live/submissions/<str:token>/", submission_stream, name="submission_stream")]
