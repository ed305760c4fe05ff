"""People at the dashboard, for locust: each reads a page and its details, and pauses 1 to 3 s.

Started by scripts/bench/api.py; TOKEN and ITEMS (how many there are) come from its environment.
"""

import os
import random

from locust import FastHttpUser, between, task

TOKEN = os.environ["TOKEN"]
ITEMS = int(os.environ["ITEMS"])
SITES = int(os.environ["SITES"])
# Drawn anew each run would make two runs incomparable.
DRAW = random.Random(7)  # noqa: S311


class Reader(FastHttpUser):
    wait_time = between(1, 3)

    def read(self, path: str, name: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        self.client.get(f"/api/v1{path}", name=name or path, headers=headers)

    @task(6)
    def opens_the_dashboard(self) -> None:
        self.read("/analytics/kpis")
        self.read("/alerts?limit=10")
        self.read("/recommendations?limit=10")

    @task(4)
    def looks_through_items(self) -> None:
        offset = 50 * DRAW.randrange(max(ITEMS // 50, 1))
        self.read(f"/items?limit=50&offset={offset}", "/items")
        self.read(f"/items/{DRAW.randint(1, ITEMS)}", "/items/{id}")

    @task(4)
    def looks_at_an_item(self) -> None:
        item = DRAW.randint(1, ITEMS)
        site = DRAW.randint(1, SITES)
        where = f"item_id={item}&site_id={site}"
        self.read(f"/demand/timeseries?{where}&limit=500", "/demand/timeseries")
        self.read(f"/forecasts?{where}", "/forecasts")
        self.read(f"/inventory/timeseries?{where}&limit=500", "/inventory/timeseries")

    @task(3)
    def looks_at_stock(self) -> None:
        self.read("/inventory?limit=50&sort=-available")
        self.read(f"/inventory?limit=50&site_id={DRAW.randint(1, SITES)}", "/inventory?site_id")

    @task(2)
    def looks_at_a_kpi_of_a_site(self) -> None:
        self.read(f"/analytics/kpis?site_id={DRAW.randint(1, SITES)}", "/analytics/kpis?site_id")

    @task(2)
    def reads_lists(self) -> None:
        self.read("/orders?limit=50")
        self.read("/planning/lines?limit=50")
        self.read("/suppliers?limit=50")
        self.read("/sites?limit=50")
