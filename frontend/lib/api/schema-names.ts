import type { PendingPaths } from "./pending";

export type * from "./pending-types";

export type Paths = PendingPaths;
