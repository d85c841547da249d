import type { Session } from '../../contracts/session.ts';

/** Where somebody goes who has signed in and asked for no page: what goes on now, if they may see it. */
export function landingOf({ actions }: Pick<Session, 'actions'>): '/now' | '/' {
  return actions.includes('see_alerts') ? '/now' : '/';
}
