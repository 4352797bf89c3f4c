from django.apps import AppConfig


class ProgrammeFiguresConfig(AppConfig):
    name = "plon.programmefigures"
