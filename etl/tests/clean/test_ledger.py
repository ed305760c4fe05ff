"""The ledger agrees with every count, whatever is loaded in whatever order."""

from dataclasses import dataclass, field
from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.clean.ledger import LEDGER_SCHEMA, SNAPSHOT_SCHEMA, counts_to_post

Bucket = tuple[int, int, int | None]
BUCKETS: list[Bucket] = [(1, 1, None), (1, 1, 7), (2, 1, None)]

instants = st.integers(min_value=0, max_value=9)
buckets = st.sampled_from(BUCKETS)
counts = st.tuples(buckets, instants, st.integers(min_value=0, max_value=50))
movements = st.tuples(buckets, instants, st.integers(min_value=-20, max_value=20).filter(bool))
loads = st.lists(
    st.tuples(
        st.lists(counts, max_size=4, unique_by=lambda count: count[:2]),
        st.lists(movements, max_size=4),
    ),
    max_size=6,
)


@dataclass
class Ledger:
    """What the database would hold."""

    lines: list[tuple[Bucket, int, int, bool]] = field(default_factory=list)

    def load(
        self,
        snapshots: list[tuple[Bucket, int, int]],
        moved: list[tuple[Bucket, int, int]],
    ) -> pl.DataFrame:
        known = [(*bucket, at, size, is_count, False) for bucket, at, size, is_count in self.lines]
        added = [(*bucket, at, size, False, True) for bucket, at, size in moved]
        posted = counts_to_post(
            pl.DataFrame([*known, *added], schema=LEDGER_SCHEMA, orient="row"),
            pl.DataFrame(
                [(*bucket, at, on_hand) for bucket, at, on_hand in snapshots],
                schema=SNAPSHOT_SCHEMA,
                orient="row",
            ),
        )
        self.lines += [(bucket, at, size, False) for bucket, at, size in moved]
        self.lines += [
            ((item, site, lot), at, size, True) for item, site, lot, at, size, _ in posted.rows()
        ]
        return posted

    def balance(self, bucket: Bucket, at: int) -> int:
        return sum(size for other, when, size, _ in self.lines if other == bucket and when <= at)


@settings(deadline=None)
@given(loads)
def test_every_count_stays_true_whatever_is_loaded_later(
    history: list[tuple[list[tuple[Bucket, int, int]], list[tuple[Bucket, int, int]]]],
) -> None:
    ledger = Ledger()
    counted: dict[tuple[Bucket, int], int] = {}

    for snapshots, moved in history:
        ledger.load(snapshots, moved)
        counted |= {(bucket, at): on_hand for bucket, at, on_hand in snapshots}

    for (bucket, at), on_hand in counted.items():
        assert ledger.balance(bucket, at) == on_hand


@settings(deadline=None)
@given(st.lists(counts, max_size=8, unique_by=lambda count: count[:2]), st.randoms())
def test_the_order_of_loading_does_not_matter(
    snapshots: list[tuple[Bucket, int, int]],
    random: Random,
) -> None:
    together, one_by_one = Ledger(), Ledger()
    shuffled = list(snapshots)
    random.shuffle(shuffled)

    together.load(snapshots, [])
    for snapshot in shuffled:
        one_by_one.load([snapshot], [])

    for bucket in BUCKETS:
        for at in range(10):
            assert together.balance(bucket, at) == one_by_one.balance(bucket, at)


@settings(deadline=None)
@given(loads)
def test_the_same_counts_again_post_nothing(
    history: list[tuple[list[tuple[Bucket, int, int]], list[tuple[Bucket, int, int]]]],
) -> None:
    ledger = Ledger()
    counted: dict[tuple[Bucket, int], int] = {}
    for snapshots, moved in history:
        ledger.load(snapshots, moved)
        counted |= {(bucket, at): on_hand for bucket, at, on_hand in snapshots}

    again = ledger.load([(*key, on_hand) for key, on_hand in counted.items()], [])

    assert again.is_empty()


def test_a_count_that_confirms_the_ledger_is_kept_and_holds_against_an_earlier_one() -> None:
    bucket = BUCKETS[0]
    ledger = Ledger()
    ledger.load([(bucket, 5, 10)], [])

    confirmed = ledger.load([(bucket, 8, 10)], [])
    ledger.load([(bucket, 2, 4)], [])

    assert confirmed["quantity"].to_list() == [0]
    assert [ledger.balance(bucket, at) for at in (2, 5, 8)] == [4, 10, 10]
