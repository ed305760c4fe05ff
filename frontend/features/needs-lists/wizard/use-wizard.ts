"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/lib/api/problem";
import type { WizardDocument, WizardMemory } from "@/lib/api/schema-names";
import { forgetWizard, readWizard, saveWizard } from "../queries";
import { isInTheWay, isSame, type Asked } from "./asked";

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
 * nothing. Where another window was faster, the reader chooses which version goes on; so do they
 * where the address asks for something else than what they are in the middle of.
 */
export function useWizard(asked: Asked | null) {
  const [document, setDocument] = useState<WizardDocument>(NEW_WIZARD);
  const [state, setState] = useState<State>("loading");
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const version = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const take = useCallback((memory: WizardMemory) => {
    version.current = memory.version;
    setSavedAt(memory.updated_at);
    const kept = { ...NEW_WIZARD, ...(memory.document as Partial<WizardDocument> | null) };
    setDocument(kept);
    setState("saved");
    return kept;
  }, []);

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

  const load = useCallback(() => readWizard().then(take, () => setState("failed")), [take]);

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

  const fail = useCallback(() => setState("failed"), []);
  const opening = useOpening(asked, { take, change, fail });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
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

  return {
    document,
    state,
    savedAt,
    change,
    load,
    keepMine,
    forget,
    ...opening,
  };
}

type Kept = {
  take: (memory: WizardMemory) => WizardDocument;
  change: (part: Partial<WizardDocument>) => void;
  fail: () => void;
};

/** Read what was kept, and begin with what the address asks for unless other work is in the way. */
function useOpening(asked: Asked | null, { take, change, fail }: Kept) {
  const [offer, setOffer] = useState<Asked | null>(null);
  // As it was when the page was opened: the address is cleared once it was heard.
  const first = useRef(asked);

  const start = useCallback(
    (wanted: Asked) => {
      setOffer(null);
      change({ ...NEW_WIZARD, ...wanted });
    },
    [change],
  );

  useEffect(() => {
    void readWizard().then((memory) => {
      const kept = take(memory);
      const wanted = first.current;
      if (wanted === null || isSame(kept, wanted)) return;
      if (isInTheWay(kept, wanted)) setOffer(wanted);
      else start(wanted);
    }, fail);
  }, [take, start, fail]);

  return { offer, start, decline: () => setOffer(null) };
}

export type WizardControl = ReturnType<typeof useWizard>;
