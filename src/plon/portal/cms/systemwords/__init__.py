"""Words of Wagtail that stand in the editors' system and are missing or clumsy in its own Polish catalogue.

Django looks into our catalogues before Wagtail's, so a word that is translated in ours reads better in the system.
The modules here only name these words, exactly as Wagtail has them: without that, the next collecting of texts would
drop them from our catalogue. When Wagtail words one of them anew, `tests/portal/test_cms_words.py` says so.
"""
