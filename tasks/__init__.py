"""Plain functions, one page or one shard each. No Prefect here: everything works from a notebook."""
