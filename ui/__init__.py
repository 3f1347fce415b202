"""The window: the only importer of PySide6. Everything it does, it does through `actions`."""
