"""10,000 random operations on real PostgreSQL, one after the other and several at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, create_engine

from backend.tests.execution.ledger_operations import OPERATIONS, Operation, World, wrong
from migrations.tests.databases import APPLICATION, Database, Server

pytestmark = pytest.mark.slow

AT_ONCE = 4
# 20 worlds, 25 bursts in each, 20 operations in a burst: more in one world is more than
# hypothesis can draw for one example, which it would throw away.
WORLDS, BURSTS, IN_A_BURST = 20, 25, 20

# Goods arrive more often than the rest happens, or there would be nothing to fight for; and a
# transfer costs as much as ten lines of the ledger, so there are more of these.
LEDGER = ("arrive", "arrive", "use", "reserve", "consume", "release")
KINDS = st.sampled_from([*OPERATIONS, *LEDGER, *LEDGER])
OPERATION = st.builds(
    Operation,
    kind=KINDS,
    one=st.integers(0, 29),
    other=st.integers(0, 29),
    quantity=st.decimals("0.5", "40", places=1),
)
BURST = st.lists(OPERATION, min_size=IN_A_BURST, max_size=IN_A_BURST)


@pytest.fixture(scope="module")
def engine(server: Server, database: Database) -> Iterator[Engine]:
    with server.database(database) as own:
        engine = create_engine(own.url(APPLICATION), pool_size=AT_ONCE + 1)
        yield engine
        engine.dispose()


def test_the_ledger_holds_whatever_happens(engine: Engine) -> None:
    done: Counter[str] = Counter()
    refused: Counter[str | None] = Counter()

    class Ledger(RuleBasedStateMachine):
        """Operations choose what they work on when they are done, so that no draw depends on it."""

        def __init__(self) -> None:
            super().__init__()
            self.world = World.make(engine)

        @rule(burst=BURST)
        def one_after_the_other(self, burst: list[Operation]) -> None:
            self.note(burst, map(self.world.do, burst))

        @rule(burst=BURST)
        def several_at_once(self, burst: list[Operation]) -> None:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                self.note(burst, pool.map(self.world.do, burst))

        def note(self, burst: list[Operation], outcomes: Iterable[str | None]) -> None:
            for operation, code in zip(burst, outcomes, strict=True):
                done[operation.kind] += 1
                refused[code] += code is not None

        @invariant()
        def holds(self) -> None:
            assert wrong(self.world) == []

    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=WORLDS,
            stateful_step_count=BURSTS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert done.total() >= 10_000
    # Each kind was done, and stock was short often enough to have been fought for.
    assert set(done) == set(OPERATIONS)
    assert refused["InsufficientStock"] > 100
