"""The one configuration, validated: a file for the terminal, a form in Prefect's UI."""

from __future__ import annotations

import hashlib
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Section):
    """What one page may cost before it becomes a Rejection that names the limit."""

    page_seconds: Annotated[float, Field(gt=0, le=3600, description="Wall time of one page, in seconds.")] = 20.0
    page_bytes: Annotated[int, Field(gt=0, description="Size of one page's body, in bytes.")] = 10 * 2**20
    worker_bytes: Annotated[int, Field(ge=300 * 2**20, description="Memory of one worker process, in bytes.")] = 2**30


class Repairs(_Section):
    """How sure a repair must be. Higher: fewer wrong changes, more characters stay lost."""

    enabled: Annotated[bool, Field(description="Repair damaged and lost characters at all.")] = True
    apostrophe_confidence: Annotated[
        float, Field(ge=0.5, le=1, description="Least confidence at which a lost apostrophe is put back.")
    ] = 0.8
    """Precision and recall of lost apostrophes on the development news (D1): 0.6 98.1/93.1, 0.7 98.5/92.3,
    0.8 98.7/91.2, 0.85 98.8/90.6, 0.9 98.9/89.6, 0.95 99.1/87.1, 0.98 99.2/81.0; where half of them are lost (D7c)
    0.7 98.4/85.0, 0.8 99.0/83.6, 0.9 99.1/79.2. None of them changed an undamaged news text."""
    plural_confidence: Annotated[
        float,
        Field(ge=0.5, le=1, description="Least confidence behind a final s, where the page has lost all of them."),
    ] = 0.5
    """Plural possessives, and names in s: the model says less of them than is true. With 0.5, 0.6, 0.7, 0.8, 0.9
    their recall is 33.8, 25.4, 19.7, 10.6, 4.9 on the same texts, precision and recall of all lost apostrophes
    98.7/91.2, 99.0/90.9, 99.1/90.7, 99.1/90.3, 99.1/90.1."""
    dash_confidence: Annotated[
        float, Field(ge=0.5, le=1, description="Least confidence at which a lost dash is put back.")
    ] = 0.8
    """Precision and recall of lost dashes on the development news (D2x): 0.6 96.8/72.4, 0.7 97.7/71.7, 0.8 99.0/70.7,
    0.9 99.5/68.6, 0.95 99.4/61.4. Where no other dash of the page supports one it needs 0.98, and 0.9 where words show
    that the page lost its apostrophes."""


class Witness(StrEnum):
    """When trafilatura is asked what it would keep of an HTML page."""

    IN_DOUBT = "in_doubt"
    """Where the learned judge alone is unsure of a good part of the page."""
    ALWAYS = "always"
    """Of every page, which then takes 1.4 times as long and is no better on average, but less often far off."""


class Labels(_Section):
    """How blocks are judged."""

    witness: Annotated[Witness, Field(description="When trafilatura is asked: in_doubt or always.")] = Witness.IN_DOUBT
    drop_rules: Annotated[tuple[str, ...], Field(description="Names of rules that are not to be heard.")] = ()
    reject_non_articles: Annotated[
        bool, Field(description="Turn section fronts, search pages and shells into rejections.")
    ] = True


class ArticleLimits(_Section):
    """Where quality flags begin."""

    short_words: Annotated[int, Field(ge=0, description="Articles with fewer words are flagged `short`.")] = 80


class Config(_Section):
    """Everything that can change what a page becomes, and nothing that cannot."""

    limits: Limits = Limits()
    repairs: Repairs = Repairs()
    labels: Labels = Labels()
    article: ArticleLimits = ArticleLimits()
    shard_pages: Annotated[int, Field(ge=1, le=5000, description="Loose files that make one shard, at most.")] = 500

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """The configuration in a TOML file; what the file does not name keeps its default.

        Raises:
            OSError: the file cannot be read.
            tomllib.TOMLDecodeError: it is not TOML.
            pydantic.ValidationError: a name or a value is not one of ours.
        """
        return cls.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))

    @property
    def digest(self) -> str:
        """16 hex digits that change when any value does: part of a shard's fingerprint."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]
