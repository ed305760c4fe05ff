/** Where to go after sign-in: only a path of ours, or a crafted link could send people away. */
export function safeTarget(next: string | string[] | undefined): string {
  const path = Array.isArray(next) ? next[0] : next;
  if (!path || !path.startsWith("/") || /^\/[/\\]/.test(path) || path.includes("\n")) return "/";
  return path.startsWith("/login") ? "/" : path;
}
