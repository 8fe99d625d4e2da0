from django.urls import path

from lyceum.works.views import files, marking, reviewing

urlpatterns = [
    path("", marking.to_mark, name="to_mark"),
    path("<int:pk>/", marking.works, name="works_of"),
    path("<int:pk>/review/", reviewing.review, name="review"),
    path("files/<int:pk>/", files.work_file, name="work_file"),
    path("<uuid:work>/", marking.work, name="work"),
    path("<uuid:work>/sample/", marking.make_sample, name="make_sample"),
    path("<uuid:work>/reviews/<int:pk>/drop/", marking.drop_review, name="drop_review"),
]
