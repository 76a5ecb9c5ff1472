"""Prefect and the terminal: flows, artifacts, the command line. Nothing below this floor knows Prefect."""
