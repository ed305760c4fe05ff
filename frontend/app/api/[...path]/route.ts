import type { NextRequest } from "next/server";
import { forward } from "@/lib/session/forward";

export const dynamic = "force-dynamic";

const handle = (request: NextRequest) => forward(request);

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
