import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type AccountsStand, accountsWorld } from './accounts-world.ts';

const { world, createStand } = accountsWorld();

const ACCOUNTS = ['A', 'B', 'C'] as const;
const account = fc.constantFrom(...ACCOUNTS);
const event = fc.oneof(
  fc.record({ kind: fc.constantFrom('refuse', 'accept', 'drive'), account }),
  fc.record({ kind: fc.constant('sweep' as const) }),
  fc.record({ kind: fc.constant('block' as const), nth: fc.nat(11) }),
  fc.record({ kind: fc.constant('update' as const) }),
);
const rowSchema = z.object({
  householdId: z.string(),
  chat: z.string(),
  active: z.boolean(),
  state: z.string().nullable(),
});

/** Each contact point of each household, with what became of message `seq` there. */
async function table(alertId: string, seq: number) {
  const { rows } = await world.query(
    `SELECT ac."householdId", c."externalId" AS chat, c.state = 'active' AS active, d.state::text AS state
       FROM "AudienceContact" ac JOIN "ContactPoint" c ON c.id = ac."contactPointId"
       JOIN "AlertMessage" m ON m."alertId" = ac."alertId" AND m.seq = $2
       LEFT JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."contactPointId" = c.id
      WHERE ac."alertId" = $1`,
    [alertId, seq],
  );
  const households = new Map<string, z.infer<typeof rowSchema>[]>();
  for (const row of z.array(rowSchema).parse(rows)) {
    households.set(row.householdId, [...(households.get(row.householdId) ?? []), row]);
  }
  return households;
}

async function settle(stand: AccountsStand, refused: ReadonlySet<string>) {
  for (let round = 0; round < 8; round++) {
    await stand.engine.sweep();
    for (const name of ACCOUNTS) if (!refused.has(name)) await stand.drive(name);
  }
}

it('no household is passed over while one of its accounts works, whatever is refused and accepted when', async () => {
  const stand = await createStand(3);
  const { engine, blocked } = stand;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(account, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 6 }),
      fc.subarray([...ACCOUNTS]),
      fc.array(event, { maxLength: 10 }),
      async (households, before, events) => {
        run += 1;
        const refused = new Set<string>(before);
        const chats: string[] = [];
        for (const [index, accounts] of households.entries()) {
          const own = accounts.map((name, place) => `${name}${run}-${index}-${place}`);
          chats.push(...own);
          await stand.household(...own);
        }
        for (const name of refused) await stand.refuse(name);
        const alertId = await engine.raise('fire_explosion');
        let newest = 1;
        for (const now of events) {
          if (now.kind === 'sweep') await engine.sweep();
          else if (now.kind === 'block') blocked.add(chats[now.nth % chats.length] ?? '');
          else if (now.kind === 'update') {
            await engine.follow(alertId, 'update');
            newest += 1;
          } else if (now.kind === 'refuse') {
            refused.add(now.account);
            await stand.refuse(now.account);
          } else if (now.kind === 'accept') {
            refused.delete(now.account);
            await stand.accept(now.account);
          } else if (!refused.has(now.account)) await stand.drive(now.account);
        }
        await settle(stand, refused);

        for (let seq = 1; seq <= newest; seq++) {
          for (const contacts of (await table(alertId, seq)).values()) {
            const has = contacts.some(({ state }) => state === 'sent');
            const left = contacts.filter(
              ({ chat, active, state }) => active && !refused.has(chat.charAt(0)) && state !== 'unreachable',
            );
            // Who has it not has nothing left to be tried, and waits at most once on each refused account.
            if (!has) expect(left).toEqual([]);
            const waiting = contacts
              .filter(({ state }) => state === 'pending')
              .map(({ chat }) => chat.charAt(0));
            expect(waiting.every((name) => refused.has(name))).toBe(true);
            expect(new Set(waiting).size).toBe(waiting.length);
          }
        }
        const first = [...(await table(alertId, 1)).values()];
        const reached = new Set<string>();
        for (let seq = 1; seq <= newest; seq++) {
          for (const [id, contacts] of await table(alertId, seq)) {
            if (contacts.some(({ state }) => state === 'sent')) reached.add(id);
          }
        }
        // Counted once, on however many accounts.
        expect(await engine.progress(alertId)).toMatchObject({
          households: first.length,
          sent: reached.size,
        });
        // Nothing is looked at for ever.
        expect(await stand.look()).toEqual({ looked: 0, added: 0 });
        await engine.stop(alertId);
        await engine.sweep();
        await world.query(`DELETE FROM "Membership"`);
        for (const name of ACCOUNTS) await stand.accept(name);
      },
    ),
    { numRuns: 30, endOnFailure: true },
  );
}, 240_000);
