/**
 * Load a page anew instead of routing to it: whoever signs in or out must not find pages of
 * somebody else in the router's cache.
 */
export function loadAnew(path: string): void {
  window.location.assign(path);
}
