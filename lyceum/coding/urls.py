from django.urls import path, re_path

from lyceum.coding import views

urlpatterns = [
    path("", views.problems, name="problems"),
    path("submissions/<uuid:submission_uuid>/", views.submission, name="submission"),
    re_path(r"^(?P<slug>[\w.-]+)/$", views.problem, name="problem"),
]
