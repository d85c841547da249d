import {
  chatSchema,
  type NewPerson,
  type PeopleFilter,
  peopleSchema,
  type SimulatorChat,
  type SimulatorPeople,
  type SimulatorPerson,
  type SimulatorState,
  simulatorPersonSchema,
  simulatorStateSchema,
} from '../../contracts/simulator.ts';
import { request } from './request.ts';

const BASE = '/api/simulator';

/** What a person can do in the chat. */
export type PersonAction =
  | { kind: 'text'; text: string }
  | { kind: 'press'; messageId: string; payload: string }
  | { kind: 'photo'; caption: string }
  | { kind: 'voice'; seconds: number }
  | { kind: 'place' }
  | { kind: 'block' }
  | { kind: 'unblock' };

export interface PeopleView {
  search: string;
  filter: PeopleFilter;
}

export function fetchState(signal: AbortSignal): Promise<SimulatorState> {
  return request(`${BASE}/state`, simulatorStateSchema, { signal });
}

export function fetchPeople(view: PeopleView, signal: AbortSignal): Promise<SimulatorPeople> {
  const query = new URLSearchParams({ search: view.search, filter: view.filter });
  return request(`${BASE}/people?${query}`, peopleSchema, { signal });
}

export function fetchChat(personId: string, signal: AbortSignal): Promise<SimulatorChat> {
  return request(`${BASE}/people/${encodeURIComponent(personId)}/chat`, chatSchema, { signal });
}

export function addPerson(person: NewPerson): Promise<SimulatorPerson> {
  return request(`${BASE}/people`, simulatorPersonSchema, { method: 'POST', body: person });
}

/** Does it and brings the chat as it is afterwards. */
export function act(personId: string, { kind, ...body }: PersonAction): Promise<SimulatorChat> {
  return request(`${BASE}/people/${encodeURIComponent(personId)}/${kind}`, chatSchema, {
    method: 'POST',
    ...(kind === 'block' || kind === 'unblock' ? {} : { body }),
  });
}
