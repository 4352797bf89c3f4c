from django.urls import path

from plon.findings import decision_views, review_views, views
from plon.findings.evaluationplan import views as plan

app_name = "findings"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan/", plan.index, name="plan"),
    path("plan/export.<str:ending>", plan.export, name="export_plan"),
    path("plan/new/", plan.add, name="add_question"),
    path("plan/ready/<str:code>/", plan.apply, name="apply_plan"),
    path("plan/undo/<int:event>/", plan.undo, name="undo_plan"),
    path("plan/<str:question>/", plan.change, name="change_question"),
    path("plan/<str:question>/done/", plan.done, name="question_done"),
    path("plan/<str:question>/remove/", plan.remove, name="remove_question"),
    path("review/", review_views.review, name="review"),
    path("new/", views.add, name="new"),
    path("<str:finding>/", views.finding, name="finding"),
    path("<str:finding>/change/", views.change, name="change"),
    path("<str:finding>/remove/", views.remove, name="remove"),
    path("<str:finding>/decide/", decision_views.add, name="decide"),
    path("<str:finding>/decisions/<str:decision>/", decision_views.change, name="change_decision"),
    path("<str:finding>/decisions/<str:decision>/state/", decision_views.state, name="decision_state"),
    path("<str:finding>/decisions/<str:decision>/remove/", decision_views.remove, name="remove_decision"),
    path("<str:finding>/decisions/<str:decision>/plan/", decision_views.plan, name="change_plan"),
    path("<str:finding>/decisions/<str:decision>/plan/<int:change>/unlink/", decision_views.unlink, name="unlink"),
]
