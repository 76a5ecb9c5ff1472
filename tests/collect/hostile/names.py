"""A resolver whose names are made up for a test, and may lead elsewhere whenever they are looked up again."""

from collections.abc import Sequence

Answers = Sequence[str]


class Names:
    """Callable as a `Resolver`.

    Args:
        names: a name -> its addresses; a list of tuples is gone through, a look-up each, and its last one stays.
            A name that begins with a dot stands for all names under it.
    """

    def __init__(self, names: dict[str, Answers | list[Answers]]) -> None:
        self.names = names
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> Answers:
        found = self._found(host)
        times = self.asked.count(host)
        self.asked.append(host)
        return found[min(times, len(found) - 1)] if isinstance(found, list) else found

    def _found(self, host: str) -> Answers | list[Answers]:
        for name in (host, *(host[place:] for place, letter in enumerate(host) if letter == ".")):
            if name in self.names:
                return self.names[name]
        raise OSError(f"no such name: {host}")
