"""When the first content of each page stands, signed in, beside a plain file of the same server."""

from collections.abc import Iterator

from scripts.bench import first_paint
from scripts.bench.report import Row, Scale, Scenario
from scripts.testing.stack import running_stack


def measure(scale: Scale) -> Iterator[Row]:
    with running_stack(small=scale.is_quick) as stack:
        for page in first_paint.measure(stack, rounds=scale.rounds):
            largest = f", largest {page.largest_ms:,.0f} ms" if page.largest_ms else ""
            yield Row(
                f"{page.page}, first content",
                f"{page.first_ms:,.0f} ms{largest}",
                "a plain file",
                page.ratio,
                f"below {first_paint.LIMIT_MS:,.0f} ms",
                page.keeps_promise,
            )


SCENARIO = Scenario("paint", "First paint", measure)
