"""Collecting: what sources name is asked for, politely and safely, and kept in WARC files."""
