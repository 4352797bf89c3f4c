"""Photos: taken without what tells where they were made, without losing a pixel; judged before they are decoded."""

from plon.files.pictures.judging import Photo, is_photo, prepare_photo

__all__ = ["Photo", "is_photo", "prepare_photo"]
