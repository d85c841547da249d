import { useQueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { useEffect, useState } from 'react';
import { type ConsoleEvent, consoleEventSchema } from '../../contracts/events.ts';
import { createRefresh } from './refresh.ts';
import { SESSION_KEY } from './session.ts';

/** `connecting` at first, `live` while the stream speaks, `lost` while it is being sought again. */
export type LiveState = 'connecting' | 'live' | 'lost';

/** The service says something at least each 15 s; a stream that is silent for longer is dead although it looks open. */
const SILENCE_MS = 40_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 15_000;

type Listener = (event: ConsoleEvent) => void;
const listeners = new Set<Listener>();

/** Hears each event beside the queries, e.g. to make a sound. `listener` is kept stable by the caller. */
export function useConsoleEvents(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listener]);
}

/**
 * Keeps the event stream open as long as the console is on the screen. Once, in the shell. Not for who `mayListen` to
 * nothing: the service would refuse each time, which is no lost connection.
 */
export function useLiveUpdates(mayListen: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    if (!mayListen) return;
    const end = new AbortController();
    const { refresh, end: endRefresh } = createRefresh(client);
    void stayConnected({
      signal: end.signal,
      onState: setState,
      onEvent: (event) => {
        refresh(event);
        for (const listener of listeners) listener(event);
      },
      onSignedOut: () => void client.invalidateQueries({ queryKey: SESSION_KEY }),
    });
    return () => {
      end.abort();
      endRefresh();
    };
  }, [client, mayListen]);

  return state;
}

interface Connection {
  signal: AbortSignal;
  onState: (state: LiveState) => void;
  onEvent: (event: ConsoleEvent) => void;
  onSignedOut: () => void;
}

/** Reads the stream, and seeks it again from where it broke off, until `signal`. Never rejects. */
async function stayConnected({ signal, onState, onEvent, onSignedOut }: Connection): Promise<void> {
  let lastEventId: string | null = null;
  let retryMs = RETRY_FIRST_MS;
  const parser = createParser({
    onEvent: ({ id, data }) => {
      if (id !== undefined) lastEventId = id;
      const event = consoleEventSchema.safeParse(jsonOf(data));
      if (event.success) onEvent(event.data);
    },
  });

  while (!signal.aborted) {
    try {
      parser.reset();
      await readStream({
        signal,
        lastEventId,
        onOpen: () => {
          retryMs = RETRY_FIRST_MS;
          onState('live');
        },
        onText: (text) => parser.feed(text),
        onSignedOut,
      });
    } catch {
      // Refused, cut or silent: all the same, it is sought again.
    }
    if (signal.aborted) return;
    onState('lost');
    await pause(retryMs, signal);
    retryMs = Math.min(retryMs * 2, RETRY_LAST_MS);
  }
}

async function readStream(options: {
  signal: AbortSignal;
  lastEventId: string | null;
  onOpen: () => void;
  onText: (text: string) => void;
  onSignedOut: () => void;
}): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await fetch('/api/events', {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'text/event-stream',
        ...(options.lastEventId === null ? {} : { 'last-event-id': options.lastEventId }),
      },
      signal: AbortSignal.any([options.signal, silence.signal]),
    });
    if (response.status === 401) options.onSignedOut();
    if (!response.ok || response.body === null) return;
    options.onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      options.onText(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends early when the page comes back to the front or into a network: then somebody waits. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      window.removeEventListener('online', end);
      document.removeEventListener('visibilitychange', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    window.addEventListener('online', end);
    document.addEventListener('visibilitychange', end);
  });
}
