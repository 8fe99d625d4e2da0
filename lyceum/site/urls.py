from django.urls import path

from lyceum.site import views

urlpatterns = [
    path("", views.home, name="home"),
]
