"use client";

import { startTransition, useEffect, useState } from "react";

/** A chart waits no longer than this for a moment in which the page does nothing else. */
const PATIENCE_MS = 600;

function quietMoment(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no such moments; a turn of the loop still lets a click through.
    if (!("requestIdleCallback" in window)) setTimeout(resolve, 0);
    else window.requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
  });
}

let last: Promise<unknown> = Promise.resolve();

/** Drawing is the longest work of a page: one chart after the other, and nothing else with it. */
function nextTurn(ready: () => Promise<unknown>): Promise<unknown> {
  // A program that could not be fetched is told by the part that needs it, not here.
  last = last
    .then(ready)
    .catch(() => undefined)
    .then(quietMoment);
  return last;
}

/** Whether it is this chart's turn to be drawn; once it was, it stays. Null: nothing to draw. */
export function useTurn(ready: (() => Promise<unknown>) | null): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!ready) return;
    let isThere = true;
    void nextTurn(ready).then(() => {
      if (isThere) startTransition(() => setDue(true));
    });
    return () => {
      isThere = false;
    };
  }, [ready]);
  return isDue;
}
