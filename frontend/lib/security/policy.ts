/** What a page may load and run. A script runs only if it is ours or carries the page's nonce. */
export function contentPolicy(nonce: string, isDevelopment: boolean): string {
  // React rebuilds stacks of errors with eval while a person develops; never in production.
  const developing = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${developing}`,
    // Mantine and the charts write style attributes, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A nonce that nobody can foresee; each page gets one of its own. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
