type Props = { values: readonly (number | null)[]; width?: number; height?: number };

/** The path of the known values; a gap stays a gap. */
export function sparkPath(values: Props["values"], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return "";
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const step = width / (values.length - 1);
  let isOpen = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isOpen = false;
        return "";
      }
      const y = height - 1.5 - ((value - low) / span) * (height - 3);
      const command = isOpen ? "L" : "M";
      isOpen = true;
      return `${command}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

export function Sparkline({ values, width = 200, height = 30 }: Props) {
  const path = sparkPath(values, width, height);
  if (!path) return <div style={{ height }} />;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      width="100%"
      height={height}
      aria-hidden="true"
    >
      <path
        d={path}
        fill="none"
        stroke="var(--qm-accent)"
        strokeWidth="1.6"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
