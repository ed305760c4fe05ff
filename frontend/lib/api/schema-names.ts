import type { PendingPaths } from "./pending";

export type { Me } from "./pending";

export type Paths = PendingPaths;
