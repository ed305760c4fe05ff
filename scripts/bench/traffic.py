"""Many requests at once over connections that stay open: how many a second an address answers."""

import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection


@dataclass(slots=True)
class Tally:
    """What came of the requests; ``statuses`` says how they were answered."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        return self.statuses[200] / self.seconds

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if status != 200)


def saturate(port: int, paths: list[str], token: str, *, seconds: float, clients: int = 8) -> Tally:
    """Ask for the paths in turn, each client as fast as it is answered."""
    tally, lock = Tally(), threading.Lock()
    deadline = time.perf_counter() + seconds

    def ask(first: int) -> None:
        own: Counter[int] = Counter()
        headers = {"Authorization": f"Bearer {token}"}
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            number = first
            while time.perf_counter() < deadline:
                connection.request("GET", paths[number % len(paths)], headers=headers)
                answer = connection.getresponse()
                answer.read()
                own[answer.status] += 1
                number += 1
        with lock:
            tally.statuses.update(own)

    begun = time.perf_counter()
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.seconds = time.perf_counter() - begun
    return tally
