import { TableFrameSkeleton } from "@/components/page-skeleton";

export default function Loading() {
  return <TableFrameSkeleton />;
}
