/** A crate seen from above with one bay picked out. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" fill="none" aria-hidden="true">
      <path d="M3.5 22.5v-19h19v10M3.5 22.5h10" stroke="currentColor" strokeWidth="2.4" />
      <rect x="16" y="16" width="7.6" height="7.6" fill="var(--qm-rail-mark)" />
    </svg>
  );
}
