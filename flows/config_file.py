"""The configuration file, and what is wrong with it in words."""

from __future__ import annotations

import tomllib

from pydantic import ValidationError

from flows.faults import WrongUseError
from schemas.config import Config


def read_config(path: str | None) -> Config:
    """The configuration in a TOML file, or the defaults.

    Raises:
        WrongUseError: the file is not there, is no TOML, or names a field or value that is not ours.
    """
    if path is None:
        return Config()
    try:
        return Config.from_file(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise WrongUseError(f"cannot read the configuration {path}: {reason}", "Give a TOML file.") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError(f"{path} is not valid TOML: {error}", "Mend that line and run again.") from error
    except ValidationError as error:
        raise WrongUseError(f"{path}: {_faults(error)}", f"Fields that exist: {', '.join(_fields())}.") from error


def _faults(error: ValidationError) -> str:
    """Every wrong field by its dotted name, with what is wrong."""
    faults = []
    for fault in error.errors(include_url=False):
        name = ".".join(str(part) for part in fault["loc"])
        message = "no such field" if fault["type"] == "extra_forbidden" else fault["msg"]
        faults.append(f"{name}: {message} (got {fault['input']!r})")
    return "; ".join(faults)


def _fields() -> list[str]:
    """Dotted names of all fields of the configuration."""
    names = []
    for name, part in Config().model_dump().items():
        names += [f"{name}.{inner}" for inner in part] if isinstance(part, dict) else [name]
    return names
