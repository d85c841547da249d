import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AlertContent } from '../../../contracts/alerts.ts';
import { draftsQuery, saveDraft } from '../../api/compose.ts';
import { dropLocally, keepLocally } from './local-drafts.ts';

/**
 * - `clean`: nothing was written yet.
 * - `saving`: on its way to the service.
 * - `saved`: the service has what is on the screen.
 * - `kept`: this browser has it; the service will be tried again.
 * - `unsaved`: neither has it.
 * - `over`: it was sent, submitted or discarded elsewhere.
 */
export type SaveState =
  | { kind: 'clean' | 'saving' | 'kept' | 'unsaved' | 'over' }
  | { kind: 'saved'; at: string };

export type SaveResult =
  | { kind: 'saved'; draftId: string }
  | { kind: 'over' }
  | { kind: 'failed'; error: unknown };

const QUIET_MS = 1_200;
const RETRY_MS = 10_000;

interface AutosaveOptions {
  staffId: string;
  /** Names what is written now among what this browser keeps. */
  localKey: string;
  /** Of a draft that the service knows. */
  draftId: string | null;
  content: AlertContent;
  /** The service has another content of this draft, or none. */
  changed: boolean;
}

/** Saves what is written, in this browser at once and at the service a moment later. Never more than one save at a time. */
export function useAutosave({ staffId, localKey, draftId, content, changed }: AutosaveOptions) {
  const [state, setState] = useState<SaveState>({ kind: 'clean' });
  const client = useQueryClient();
  const text = JSON.stringify(content);
  const latest = useRef({ content, text });
  latest.current = { content, text };
  const known = useRef({ draftId, text: changed ? null : text });
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const over = useRef(false);

  const write = useCallback(async (): Promise<SaveResult> => {
    const { content: sent, text: sentText } = latest.current;
    if (over.current) return { kind: 'over' };
    const { draftId: knownId } = known.current;
    if (knownId !== null && known.current.text === sentText) return { kind: 'saved', draftId: knownId };
    setState({ kind: 'saving' });
    try {
      const answer = await saveDraft({ draftId: knownId, content: sent });
      if (answer.kind !== 'draft_saved') {
        over.current = true;
        setState({ kind: 'over' });
        return { kind: 'over' };
      }
      known.current = { draftId: answer.draftId, text: sentText };
      if (latest.current.text === sentText) dropLocally(staffId, localKey);
      setState({ kind: 'saved', at: answer.savedAt });
      void client.invalidateQueries({ queryKey: draftsQuery.queryKey });
      return { kind: 'saved', draftId: answer.draftId };
    } catch (error) {
      const unsaved = { draftId: knownId, content: latest.current.content };
      setState({ kind: keepLocally(staffId, localKey, unsaved) ? 'kept' : 'unsaved' });
      return { kind: 'failed', error };
    }
  }, [client, localKey, staffId]);

  /** Brings what is on the screen to the service. */
  const save = useCallback((): Promise<SaveResult> => {
    const saving = running.current.then(write);
    running.current = saving;
    return saving;
  }, [write]);

  useEffect(() => {
    if (over.current || known.current.text === text) return;
    keepLocally(staffId, localKey, { draftId: known.current.draftId, content: latest.current.content });
    const timer = setTimeout(() => void save(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, save, staffId, localKey]);

  const waits = state.kind === 'kept' || state.kind === 'unsaved';
  useEffect(() => {
    if (!waits) return;
    const again = () => void save();
    const timer = setInterval(again, RETRY_MS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [waits, save]);

  // Who leaves the page within the moment of quiet loses nothing.
  useEffect(
    () => () => {
      if (known.current.text !== latest.current.text) void save();
    },
    [save],
  );

  /** It was sent or discarded: nothing of it is kept or saved any more. */
  const end = useCallback(() => {
    over.current = true;
    dropLocally(staffId, localKey);
    void client.invalidateQueries({ queryKey: draftsQuery.queryKey });
  }, [client, localKey, staffId]);

  return { state, save, end };
}
