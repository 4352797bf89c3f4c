from plon.errors import DomainError


class FileRefused(DomainError):
    """An upload can't be taken; nothing of it was kept."""
