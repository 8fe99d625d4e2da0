from django.urls import path

from lyceum.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="notices_read_all"),
    path("settings/", views.settings, name="notice_settings"),
    path("<int:pk>/", views.notice, name="notice"),
    path("stop/<str:token>/", views.stop, name="notices_stop"),
]
