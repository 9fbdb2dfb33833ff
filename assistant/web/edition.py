"""Which version of the project this is."""

from importlib.metadata import PackageNotFoundError, version


def edition() -> str:
    """The installed version, or "source" where the project runs from an uninstalled checkout."""
    try:
        return version("juesuan")
    except PackageNotFoundError:
        return "source"
