"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";

const NewTransferDialog = dynamic(() =>
  import("./new-transfer-dialog").then((module) => module.NewTransferDialog),
);

export function NewTransferButton({ sites }: { sites: readonly Option[] }) {
  const t = useTranslate();
  const may = useMay("execution:transfer:edit");
  const [isOpen, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("transfer.new")}</Button>
      {isOpen && <NewTransferDialog sites={sites} onClose={() => setOpen(false)} />}
    </>
  );
}
