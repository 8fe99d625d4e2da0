from django.urls import path

from lyceum.site import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
]
