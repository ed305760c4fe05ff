/** A choice in a filter. Routes fetch them, so that a feature needs no other feature. */
export type Option = { value: string; label: string };
