"use client";

import { Button, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { Failure } from "@/components/failure";
import type { NeedsListDetail, NeedsListLineDetail } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { ABSENT } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { Part } from "./explanation";
import { isWaiting } from "./filters";
import classes from "./needs-lists.module.css";
import { NEEDS_LISTS, noteLine } from "./queries";

type Props = { list: NeedsListDetail; line: NeedsListLineDetail };

/** What reviewers said of a line; they may add to it while the list waits for its decision. */
export function LineNotes({ list, line }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const mayNote = useMay("needs:list:review") && isWaiting(list.status);
  if (line.notes.length === 0 && !mayNote) return null;
  return (
    <Part title={t("needs.review-notes")}>
      {line.notes.map((note) => (
        <div key={note.id} className={classes.note}>
          <Text size="sm">{note.note}</Text>
          <Text size="xs" c="dimmed">
            {note.created_by ?? ABSENT} · {format.instant(note.at)}
          </Text>
        </div>
      ))}
      {mayNote && <NoteForm listId={list.id} lineId={line.id} />}
    </Part>
  );
}

function NoteForm({ listId, lineId }: { listId: number; lineId: number }) {
  const t = useTranslate();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function add() {
    setBusy(true);
    setFailure(null);
    try {
      await noteLine(listId, lineId, text.trim());
      await revalidate();
      setText("");
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Textarea
        label={t("needs.review-note")}
        autosize
        minRows={2}
        maxLength={1000}
        mb="xs"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        loading={busy}
        disabled={text.trim() === ""}
        onClick={() => void add()}
      >
        {t("needs.review-note.add")}
      </Button>
      <Failure error={failure} />
    </>
  );
}
