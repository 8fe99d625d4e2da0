from django.urls import path

from lyceum.talk import views

urlpatterns = [
    path("", views.to_decide, name="talk_to_decide"),
    path("<uuid:post>/", views.decide, name="talk_decide"),
]
