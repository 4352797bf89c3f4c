from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "plon.files"

    def ready(self) -> None:
        from plon.files import checks  # noqa: F401  registers its check
