from django.urls import path

from lyceum.courses.views import activity, course

urlpatterns = [
    path("", course.courses, name="courses"),
    path("<slug:slug>/", course.course, name="course"),
    path("<slug:slug>/<slug:key>/", activity.activity, name="activity"),
]
