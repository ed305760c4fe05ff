import type { KeyboardEvent } from "react";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled])";

/** Arrow up and down move to the same control of the next row. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const target = event.target as HTMLElement;
  const row = target.closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  if (!row || !next) return;
  const place = controls(row).indexOf(target);
  const candidates = controls(next);
  const wanted = candidates[Math.min(Math.max(place, 0), candidates.length - 1)];
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
}

function controls(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(FOCUSABLE)];
}
