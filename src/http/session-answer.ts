import type { Session } from '../contracts/session.ts';
import { actionsOf, needsSecondFactor } from '../staff/rights.ts';
import type { BrowserSession, SignInProfile, SignInProvider } from '../staff/sign-in-ports.ts';

export interface SessionReader {
  recoveryCodes: SignInProvider['recoveryCodes'];
}

/** What `GET /api/session` says of this person. */
export async function readSession(
  deps: SessionReader,
  profile: SignInProfile,
  session: BrowserSession,
): Promise<Session> {
  const { staffId, name, office, userName, unit, language, secondFactorOn: on } = profile;
  return {
    staffId,
    name,
    office,
    userName,
    unit,
    roles: [...profile.roles],
    actions: actionsOf(profile),
    language,
    secondFactor: {
      on,
      required: needsSecondFactor(profile.roles),
      recoveryCodesLeft: on ? (await deps.recoveryCodes(staffId)).length : null,
    },
    expiresAt: session.expiresAt.toISOString(),
  };
}
