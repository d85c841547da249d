import type { FastifyInstance } from 'fastify';
import type { Env } from '../config/env.ts';
import { createAddUnit } from './areas/add-unit.ts';
import type { Database } from './db/client.ts';
import { createIdempotencyStore } from './db/idempotency-store.ts';
import type { Sealer } from './db/sealing.ts';
import type { Stores } from './db/transaction.ts';
import type { Composer } from './dialogs/composer.ts';
import type { InTransaction } from './dialogs/ports.ts';
import type { Authenticate } from './http/api-kit.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createIdempotent, type Idempotent } from './http/idempotent.ts';
import { ownSignInRoutes } from './http/routes/own-sign-in.ts';
import { sessionRoutes } from './http/routes/session.ts';
import { staffRoutes } from './http/routes/staff.ts';
import { tokenRoutes } from './http/routes/tokens.ts';
import { createVisits } from './http/visit.ts';
import type { Logger } from './shared/logger.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createDecideRight, createGrantRole, createRevokeRole } from './staff/change-rights.ts';
import {
  createDisableStaff,
  createInviteStaff,
  createRenewChatCode,
  createRenewInvitation,
} from './staff/manage-staff.ts';
import {
  createChangePassword,
  createConfirmSecondFactor,
  createEndSessions,
  createEndToken,
  createMakeToken,
  createRenewRecoveryCodes,
  createStartSecondFactor,
} from './staff/own-sign-in.ts';
import {
  createAcceptInvitation,
  createCheckInvitation,
  createCheckSetup,
  createSetUpService,
} from './staff/set-up-service.ts';
import { createFinishSignIn, createSecondStep, createSignInStaff } from './staff/sign-in.ts';
import { createOpenSignInLink, createSendSignInLink } from './staff/sign-in-link.ts';

export interface StaffWiringOptions {
  database: Database;
  sealer: Sealer;
  inTransaction: InTransaction<Stores>;
  hints: { driveLane(laneIds: readonly string[]): Promise<void> };
  logger: Logger;
  composer: Pick<Composer, 'signInLink'>;
  env: Pick<Env, 'publicUrl' | 'trustProxy'>;
  /** AUTH_SECRET, or the key file of an embedded database. */
  secret: string;
  /** Where the service listens; known once it does. */
  address(): string;
}

export interface StaffSide {
  authenticate: Authenticate;
  plugins: readonly ((app: FastifyInstance) => Promise<void>)[];
  /** For POST routes of others. */
  idempotent: Idempotent;
}

/** Signing in, staff and their rights: wired for the process that serves HTTP. */
export function wireStaff(options: StaffWiringOptions): StaffSide {
  const { inTransaction, secret, logger } = options;
  const { publicUrl, trustProxy } = options.env;
  const visits = createVisits({ secret, publicUrl, behindProxy: trustProxy !== null });
  const provider = createSignIn({
    prisma: options.database.prisma,
    secret,
    // Only its scheme counts: cookies have no domain.
    origin: publicUrl ?? 'http://localhost',
    takeStep: (staffId, step) => inTransaction((stores) => stores.signIns.takeStep(staffId, step)),
  });
  const signInDeps = { provider, inTransaction };
  const finish = createFinishSignIn(signInDeps);
  const profile = (staffId: string) => inTransaction((stores) => stores.signIns.profile(staffId));
  const idempotent = createIdempotent(createIdempotencyStore(options.database.db, options.sealer));
  /** A use case bound to the stores of a transaction of its own. */
  const each =
    <A extends unknown[], R>(create: (stores: Stores) => (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      inTransaction((stores) => create(stores)(...args));

  return {
    idempotent,
    authenticate: createAuthenticate({
      visits,
      current: provider.current,
      profile,
      ownerOf: (token) => inTransaction((stores) => stores.tokens.use(token)),
    }),
    plugins: [
      sessionRoutes({
        visits,
        logger,
        profile,
        recoveryCodes: provider.recoveryCodes,
        hashPassword: provider.hashPassword,
        signOut: provider.signOut,
        signIn: createSignInStaff(signInDeps),
        secondStep: createSecondStep(signInDeps),
        openLink: createOpenSignInLink(signInDeps),
        sendLink: createSendSignInLink({
          words: (path) => options.composer.signInLink((publicUrl ?? options.address()) + path),
          async inTransaction(work) {
            const { result, lanes } = await inTransaction(async (stores) => ({
              result: await work(stores),
              lanes: stores.wake.lanes,
            }));
            await options.hints.driveLane([...lanes]);
            return result;
          },
        }),
        checkSetup: each(createCheckSetup),
        setUp: each((stores) => createSetUpService({ ...stores, addUnit: createAddUnit(stores) })),
        checkInvitation: each(createCheckInvitation),
        acceptInvitation: each(createAcceptInvitation),
        async beginFirst(visit, staffId, proof) {
          const began = await provider.beginSession(visit, staffId);
          const finished = began.kind === 'signed_in' ? await finish(visit, began, proof, []) : null;
          if (finished?.kind !== 'signed_in') throw new Error('somebody new could not be signed in');
          return finished;
        },
      }),
      ownSignInRoutes({
        visits,
        profile,
        changePassword: createChangePassword(signInDeps),
        startSecondFactor: createStartSecondFactor(signInDeps),
        confirmSecondFactor: createConfirmSecondFactor(signInDeps),
        renewRecoveryCodes: createRenewRecoveryCodes(signInDeps),
        endSessions: createEndSessions(signInDeps),
        renewChatCode: each(createRenewChatCode),
        sessionsOf: (staffId) => inTransaction((stores) => stores.signIns.sessions(staffId)),
        setLanguage: (staffId, language) =>
          inTransaction((stores) => stores.signIns.setLanguage(staffId, language)),
      }),
      staffRoutes({
        unitsInReach: (unitId, scope) =>
          inTransaction((stores) => stores.staffAdmin.unitsInReach(unitId, scope)),
        staffOf: (unitIds) => inTransaction((stores) => stores.staffAdmin.list(unitIds)),
        waitingIn: (unitIds) => inTransaction((stores) => stores.staffAdmin.waiting(unitIds)),
        inviteStaff: each(createInviteStaff),
        renewInvitation: each(createRenewInvitation),
        renewChatCode: each(createRenewChatCode),
        disableStaff: each(createDisableStaff),
        grantRole: each(createGrantRole),
        revokeRole: each(createRevokeRole),
        decideRight: each(createDecideRight),
        idempotent,
      }),
      tokenRoutes({
        tokensOf: (staffId) => inTransaction((stores) => stores.tokens.list(staffId)),
        makeToken: each(createMakeToken),
        endToken: each(createEndToken),
      }),
    ],
  };
}
