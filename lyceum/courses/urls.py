from django.urls import path

from lyceum.courses.views import activity, course, exam_time, survey_results

urlpatterns = [
    path("", course.courses, name="courses"),
    path("<slug:slug>/", course.course, name="course"),
    path("<slug:slug>/<slug:key>/", activity.activity, name="activity"),
    path("<slug:slug>/<slug:key>/time/", exam_time.exam_time, name="exam_time"),
    path("<slug:slug>/<slug:key>/answers/", survey_results.survey_results, name="survey_results"),
]
