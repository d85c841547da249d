import { useSyncExternalStore } from 'react';

/**
 * The sound of a call for help. Browsers let a page sound only after the person did something on it, so the bell is off
 * until it is switched on; the choice is remembered in this browser, and after a reload the first key or click wakes it.
 */
const STORAGE_KEY = 'binh-yen.bell';

/** `blocked`: switched on, but the browser waits for a key or a click. */
export type BellState = 'off' | 'on' | 'blocked';

let audio: AudioContext | null = null;
let isOn = remembered();
const listeners = new Set<() => void>();

/** Two falling tones, three times: heard across a room, not mistaken for a phone. */
const STRIKES = [0, 0.22, 0.7, 0.92, 1.4, 1.62];
const HIGH_HZ = 988;
const LOW_HZ = 740;
const STRIKE_SECONDS = 0.2;
const VOLUME = 0.35;

/** Sounds once, if the bell is on and the browser allows it. */
export function ring(): void {
  if (!isOn || audio === null || audio.state !== 'running') return;
  for (const [index, after] of STRIKES.entries()) {
    const startsAt = audio.currentTime + after;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = 'triangle';
    tone.frequency.value = index % 2 === 0 ? HIGH_HZ : LOW_HZ;
    volume.gain.setValueAtTime(0, startsAt);
    volume.gain.linearRampToValueAtTime(VOLUME, startsAt + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.001, startsAt + STRIKE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(startsAt);
    tone.stop(startsAt + STRIKE_SECONDS);
  }
}

/** To be called from a click. When it is switched on it sounds, so that the officer knows what to listen for. */
export function switchBell(on: boolean): void {
  isOn = on;
  remember(on);
  tell();
  if (on) void wake().then(ring);
}

async function wake(): Promise<void> {
  audio ??= new AudioContext();
  audio.onstatechange = tell;
  await audio.resume();
}

/** Wakes a bell that was switched on before this page was loaded. Until `signal`. */
export function wakeBellOnFirstTouch(signal: AbortSignal): void {
  const wakeOnce = () => {
    if (isOn && audio?.state !== 'running') void wake();
  };
  for (const kind of ['pointerdown', 'keydown'] as const) window.addEventListener(kind, wakeOnce, { signal });
}

export function useBell(): BellState {
  return useSyncExternalStore(subscribe, stateOf);
}

function stateOf(): BellState {
  if (!isOn) return 'off';
  return audio?.state === 'running' ? 'on' : 'blocked';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** A browser may forbid storage; the choice then lasts as long as the page. */
function remembered(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'on';
  } catch {
    return false;
  }
}

function remember(on: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off');
  } catch {
    // See above.
  }
}
