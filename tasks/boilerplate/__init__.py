"""What each block is: rules that are certain first, then who reads the whole page."""

from tasks.boilerplate.doubt import decide
from tasks.boilerplate.rules import RULES, label
from tasks.boilerplate.verdict import judge_page
from tasks.boilerplate.view import PageView
from tasks.boilerplate.witness import hear

__all__ = ["RULES", "PageView", "decide", "hear", "judge_page", "label"]
