"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/lib/api/problem";
import type { WizardDocument, WizardMemory } from "@/lib/api/schema-names";
import { forgetWizard, readWizard, saveWizard } from "../queries";

export const NEW_WIZARD: WizardDocument = {
  step: 1,
  event_id: null,
  site_ids: [],
  phase: null,
  family: null,
  category: null,
  fair_share_rule: "EQUAL_HOURS",
  excluded: [],
  notes: null,
  needs_list_ids: [],
};

/** How long the typing pauses before it is saved. */
const PAUSE_MS = 700;

type State = "loading" | "saved" | "saving" | "failed" | "elsewhere";

/**
 * How far somebody is with new lists, kept on the server as they go: a reload or a sign-out loses
 * nothing. Where another window was faster, the reader chooses which version goes on.
 */
export function useWizard() {
  const [document, setDocument] = useState<WizardDocument>(NEW_WIZARD);
  const [state, setState] = useState<State>("loading");
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const version = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const take = useCallback((memory: WizardMemory) => {
    version.current = memory.version;
    setSavedAt(memory.updated_at);
    setDocument({ ...NEW_WIZARD, ...(memory.document as Partial<WizardDocument> | null) });
    setState("saved");
  }, []);

  const load = useCallback(() => readWizard().then(take, () => setState("failed")), [take]);

  useEffect(() => {
    void readWizard().then(take, () => setState("failed"));
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [take]);

  const store = useCallback(async (wanted: WizardDocument) => {
    setState("saving");
    try {
      const memory = await saveWizard(version.current, wanted);
      version.current = memory.version;
      setSavedAt(memory.updated_at);
      setState("saved");
    } catch (error) {
      setState(error instanceof ApiError && error.status === 412 ? "elsewhere" : "failed");
    }
  }, []);

  const change = useCallback(
    (part: Partial<WizardDocument>) => {
      setDocument((before) => {
        const wanted = { ...before, ...part };
        if (timer.current !== null) clearTimeout(timer.current);
        timer.current = setTimeout(() => void store(wanted), PAUSE_MS);
        return wanted;
      });
    },
    [store],
  );

  /** Save what stands here over what another window saved. */
  async function keepMine() {
    version.current = (await readWizard()).version;
    await store(document);
  }

  async function forget() {
    if (timer.current !== null) clearTimeout(timer.current);
    await forgetWizard((await readWizard()).version);
    version.current = 0;
    setDocument(NEW_WIZARD);
    setSavedAt(null);
    setState("saved");
  }

  return { document, state, savedAt, change, load, keepMine, forget };
}

export type WizardControl = ReturnType<typeof useWizard>;
