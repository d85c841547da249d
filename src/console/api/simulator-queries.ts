import {
  keepPreviousData,
  type Mutation,
  type MutationState,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type Failure, failureOf } from './request.ts';
import {
  act,
  addPerson,
  fetchChat,
  fetchPeople,
  fetchState,
  type PeopleView,
  type PersonAction,
} from './simulator.ts';

/** A demo is watched live; polling rests while the page is hidden. */
const POLL_MS = 1_000;

const keys = {
  state: ['state'] as const,
  people: (view: PeopleView) => ['people', view] as const,
  chat: (personId: string) => ['chat', personId] as const,
  actions: (personId: string) => ['act', personId] as const,
};

export function useSimulatorState() {
  return useQuery({
    queryKey: keys.state,
    queryFn: ({ signal }) => fetchState(signal),
    refetchInterval: POLL_MS,
  });
}

export function usePeople(view: PeopleView) {
  return useQuery({
    queryKey: keys.people(view),
    queryFn: ({ signal }) => fetchPeople(view, signal),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
}

export function useChat(personId: string) {
  return useQuery({
    queryKey: keys.chat(personId),
    queryFn: ({ signal }) => fetchChat(personId, signal),
    refetchInterval: POLL_MS,
  });
}

export function useAddPerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: addPerson,
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
}

/** Something the person did that the service has not confirmed. */
export interface UnconfirmedAction {
  id: number;
  action: PersonAction;
  /** Null while on its way. */
  failure: Failure | null;
}

function unconfirmedOf(
  id: number,
  { status, variables, error }: MutationState<void, Error, PersonAction>,
): UnconfirmedAction | null {
  if (variables === undefined || (status !== 'pending' && status !== 'error')) return null;
  return { id, action: variables, failure: status === 'error' ? failureOf(error) : null };
}

/**
 * What one person does. Actions of a person leave one after another, so texts arrive in the order they were typed.
 * Nothing is drawn as done before the service said so: until then it is among `unconfirmed`.
 */
export function usePersonActions(personId: string) {
  const client = useQueryClient();
  const mutationKey = keys.actions(personId);
  const { mutate } = useMutation({
    mutationKey,
    scope: { id: `act-${personId}` },
    // A message that did not get through stays on the screen until somebody decides about it.
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: async (action: PersonAction): Promise<void> => {
      const chat = await act(personId, action);
      // A poll that left before this action would bring the chat without it.
      await client.cancelQueries({ queryKey: keys.chat(personId) });
      client.setQueryData(keys.chat(personId), chat);
    },
  });

  const unconfirmed = useMutationState({
    filters: { mutationKey },
    select: ({ mutationId, state }: Mutation<void, Error, PersonAction>) => unconfirmedOf(mutationId, state),
  }).filter((action) => action !== null);

  function forget(id: number): void {
    const cache = client.getMutationCache();
    const mutation = cache.getAll().find((candidate) => candidate.mutationId === id);
    if (mutation !== undefined) cache.remove(mutation);
  }

  function retry({ id, action }: UnconfirmedAction): void {
    forget(id);
    mutate(action);
  }

  return { perform: mutate, unconfirmed, forget, retry };
}
