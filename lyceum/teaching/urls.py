from django.urls import path

from lyceum.teaching.views import marks, work

CLASS = "classes/<uuid:class_uuid>"
GIVEN = f"{CLASS}/work/<uuid:given_uuid>"

urlpatterns = [
    path("tasks/", work.tasks, name="tasks"),
    path(f"{CLASS}/work/", work.class_work, name="class_work"),
    path(f"{CLASS}/work/give/", work.give, name="give_work"),
    path(f"{GIVEN}/", work.given, name="given"),
    path(f"{GIVEN}/settings/", work.given_settings, name="given_settings"),
    path(f"{GIVEN}/do/", work.given_do, name="given_do"),
    path(f"{CLASS}/gradebook/", marks.gradebook, name="gradebook"),
    path(f"{CLASS}/gradebook/<uuid:given_uuid>/<uuid:person>/", marks.entry, name="grade_entry"),
    path(f"{CLASS}/marks/", marks.marks, name="own_marks"),
]
