"""Machine addresses, without a language before them."""

from django.urls import path

from lyceum.teaching.views import calendar

urlpatterns = [path("calendar/<str:secret>.ics", calendar.feed, name="calendar_feed")]
