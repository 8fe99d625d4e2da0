from django.urls import path

from lyceum.coding import views

urlpatterns = [
    path("", views.problems, name="problems"),
    path("submissions/<uuid:submission_uuid>/", views.submission, name="submission"),
    path("<str:slug>/", views.problem, name="problem"),
]
