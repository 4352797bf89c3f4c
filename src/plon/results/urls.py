from django.urls import path

from plon.results import attaching_views, views
from plon.results.fit import views as fit_views

app_name = "results"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<str:result>/", views.edit, name="edit"),
    path("<str:result>/save/", views.save, name="save"),
    path("<str:result>/state/", views.state, name="state"),
    path("<str:result>/move/", views.move, name="move"),
    path("<str:result>/publish/", views.publish, name="publish"),
    path("<str:result>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:result>/delete/", views.delete, name="delete"),
    path("<str:result>/fit/", fit_views.fit, name="fit"),
    path("<str:result>/fit/save/", fit_views.save_fit, name="save_fit"),
    path("<str:result>/fit/copy/", fit_views.copy_fit, name="copy_fit"),
    path("<str:result>/files/", attaching_views.add_file, name="add_file"),
    path("<str:result>/files/<str:replaces>/version/", attaching_views.add_file, name="add_version"),
    path("<str:result>/files/<str:file>/", attaching_views.file, name="file"),
    path("<str:result>/files/<str:file>/describe/", attaching_views.describe_file, name="describe_file"),
    path("<str:result>/files/<str:file>/remove/", attaching_views.remove_file, name="remove_file"),
    path("<str:result>/links/", attaching_views.add_link, name="add_link"),
    path("<str:result>/links/<int:link>/", attaching_views.change_link, name="change_link"),
    path("<str:result>/links/<int:link>/remove/", attaching_views.remove_link, name="remove_link"),
    path("<str:result>/cover/", attaching_views.set_cover, name="set_cover"),
    path("<str:result>/cover/picture/", attaching_views.cover, name="cover"),
]
