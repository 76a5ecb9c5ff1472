"""The version of the pipeline; every row and every file's footer carries it."""

__version__ = "0.6.0"

PIPELINE_VERSION = __version__
"""Goes into `articles.pipeline_version` and into the fingerprint that decides whether a shard is clean."""
