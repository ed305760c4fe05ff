import "@testing-library/jest-dom/vitest";
import { vi } from "vitest";

// jsdom has no layout: Mantine asks for these three on every mount.
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addListener: vi.fn(),
    removeListener: vi.fn(),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    dispatchEvent: vi.fn(),
  }) as unknown as MediaQueryList;

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = NoResizeObserver;
window.HTMLElement.prototype.scrollIntoView = () => {};

// A text area that grows measures itself again once fonts are there; here there are none.
Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
