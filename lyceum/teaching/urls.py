from django.urls import path

from lyceum.teaching.views import calendar, marks, sheets, wards, work, writing

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
    path(f"{CLASS}/gradebook/marks.<slug:kind>", sheets.marks_file, name="marks_file"),
    path(f"{CLASS}/gradebook/take-in/", sheets.take_in, name="take_in_marks"),
    path(f"{CLASS}/gradebook/take-in/<uuid:sheet_uuid>/", sheets.mark_sheet, name="mark_sheet"),
    path(f"{CLASS}/gradebook/<uuid:given_uuid>/<uuid:person>/", marks.entry, name="grade_entry"),
    path(f"{CLASS}/learners/<uuid:person>/", writing.learner, name="class_learner"),
    path(f"{CLASS}/messages/", writing.class_messages, name="class_messages"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("children/", wards.wards, name="wards"),
    path("children/<uuid:child_uuid>/", wards.child, name="ward"),
    path(f"{CLASS}/marks/", marks.marks, name="own_marks"),
]
