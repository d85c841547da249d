import { z } from 'zod';
import type {
  AlertGroups,
  AlertHousehold,
  AlertHouseholdsPage,
  AlertHouseholdsQuery,
} from '../contracts/alert-page.ts';
import { groupKindSchema, type Reader, SITUATIONS, type Situation, toCursor } from '../contracts/words.ts';
import { stampOf } from './alert-stamp.ts';
import { type AudienceSnapshot, countOf, idsAfter, readSnapshot } from './audience-snapshot.ts';
import { createKeptReads } from './kept-reads.ts';
import { labelOf } from './people.ts';
import type { ReadDeps } from './read-deps.ts';

/** Two million households. */
const SNAPSHOT_BYTES_AT_MOST = 32 * 1024 * 1024;

/** In which a group is walked through: who did not get the alert first. */
const ORDER: readonly Situation[] = ['help', 'unreachable', 'unknown', 'waiting', 'silent', 'read', 'safe'];

const groupRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: groupKindSchema,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});
type Group = z.infer<typeof groupRow>;
const householdRow = z.object({
  id: z.string(),
  label: z.string(),
  memberIds: z.array(z.string()),
  memberNames: z.array(z.string()),
  channels: z.array(z.enum(['telegram', 'zalo'])),
});

interface Position {
  groupId: string;
  situation: Situation;
  householdId: string;
}

/** Groups and households of one alert, which must be of a unit of the reader's. */
export function createAudienceReads(deps: ReadDeps) {
  const { db, sealer } = deps;
  const kept = createKeptReads<AudienceSnapshot>({
    read: (alertId) => readSnapshot(db, alertId),
    weigh: ({ bytes }) => bytes + 1_024,
    heaviest: SNAPSHOT_BYTES_AT_MOST,
    now: deps.now,
    monotonicMs: deps.monotonicMs,
  });
  const snapshotOf = async (alertId: string) => kept(alertId, await stampOf(db, alertId));

  /** By name; households of no group come last, as the group `''`. */
  async function groupsOf(alertId: string): Promise<Group[]> {
    const rows = await db.rows`
      SELECT g.id, g.name, g.kind::text AS kind, g.latitude, g.longitude
        FROM "Alert" a JOIN "NeighbourhoodGroup" g ON g.id = ANY (a."groupIds")
       WHERE a.id = ${alertId}::uuid ORDER BY g.name, g.id`;
    return z.array(groupRow).parse(rows);
  }

  async function detailsOf(reader: Reader, ids: readonly string[]) {
    const rows = await db.rows`
      SELECT h.id, h.label,
             ARRAY(SELECT m.id FROM "Member" m WHERE m."householdId" = h.id ORDER BY m."joinedAt", m.id) AS "memberIds",
             ARRAY(SELECT m.name FROM "Member" m WHERE m."householdId" = h.id ORDER BY m."joinedAt", m.id) AS "memberNames",
             ARRAY(SELECT DISTINCT a.channel::text
                     FROM "Member" m JOIN "ContactPoint" c ON c."memberId" = m.id
                     JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
                    WHERE m."householdId" = h.id ORDER BY 1) AS channels
        FROM "Household" h WHERE h.id = ANY (${ids}::uuid[])`;
    return new Map(
      z
        .array(householdRow)
        .parse(rows)
        .map(({ id, label, memberIds, memberNames, channels }) => [
          id,
          {
            label: labelOf(sealer, reader, id, label),
            members: reader.sees.personal
              ? memberIds.map((memberId, at) => sealer.open(memberId, memberNames[at] ?? ''))
              : [],
            channels,
          },
        ]),
    );
  }

  return {
    async groups(alertId: string): Promise<AlertGroups> {
      const { value: snapshot, asOf } = await snapshotOf(alertId);
      const groups = await groupsOf(alertId);
      const figures = (id: string) => {
        const ids = snapshot.groups.get(id) ?? {};
        const count = (situation: Situation) => countOf(ids[situation]);
        return {
          households: SITUATIONS.reduce((sum, situation) => sum + count(situation), 0),
          situations: {
            help: count('help'),
            safe: count('safe'),
            read: count('read'),
            silent: count('silent'),
            waiting: count('waiting'),
            unknown: count('unknown'),
            unreachable: count('unreachable'),
          },
        };
      };
      const known = groups.map(({ id, name, kind, latitude, longitude }) => ({
        groupId: id,
        name,
        kind,
        place: latitude === null || longitude === null ? null : { latitude, longitude },
        ...figures(id),
      }));
      const others = { groupId: null, name: '', kind: null, place: null, ...figures('') };
      return { asOf: asOf.toISOString(), groups: others.households === 0 ? known : [...known, others] };
    },

    async households(
      reader: Reader,
      alertId: string,
      query: Pick<AlertHouseholdsQuery, 'cursor' | 'limit' | 'situation' | 'groupId'>,
    ): Promise<AlertHouseholdsPage> {
      const { value: snapshot, asOf } = await snapshotOf(alertId);
      const groups = await groupsOf(alertId);
      const names = new Map(groups.map(({ id, name }) => [id, name]));
      const wanted = [...names.keys(), ''].filter(
        (id) => query.groupId === undefined || id === query.groupId,
      );
      const situations = ORDER.filter((situation) => query.situation.includes(situation));
      const page = pageOf(snapshot, wanted, situations, query.cursor, query.limit + 1);
      const shown = page.slice(0, query.limit);
      const details = await detailsOf(
        reader,
        shown.map(({ householdId }) => householdId),
      );
      const items = shown.flatMap(({ groupId, situation, householdId }): AlertHousehold[] => {
        const household = details.get(householdId);
        if (!household) return [];
        const groupName = names.get(groupId) ?? '';
        return [{ householdId, groupId: groupId || null, groupName, situation, ...household }];
      });
      const total = wanted.reduce(
        (sum, id) =>
          sum + situations.reduce((part, one) => part + countOf(snapshot.groups.get(id)?.[one]), 0),
        0,
      );
      const last = page.length > shown.length ? shown.at(-1) : undefined;
      const next = last ? toCursor([last.groupId || null, last.situation, last.householdId]) : null;
      return { asOf: asOf.toISOString(), total, items, next };
    },
  };
}

/** The next households behind `cursor`, group by group. A group that is not there any more is passed over. */
function pageOf(
  snapshot: AudienceSnapshot,
  groupIds: readonly string[],
  situations: readonly Situation[],
  cursor: readonly [string | null, Situation, string] | undefined,
  limit: number,
): Position[] {
  const found: Position[] = [];
  const [afterGroup, afterSituation, afterId] = cursor ?? [null, null, null];
  const from = cursor === undefined ? 0 : Math.max(0, groupIds.indexOf(afterGroup ?? ''));
  for (const groupId of groupIds.slice(from)) {
    const begun = cursor !== undefined && groupId === (afterGroup ?? '');
    for (const situation of situations) {
      if (found.length >= limit) return found;
      const behind = begun && afterSituation !== null ? compare(situation, afterSituation) : 1;
      if (behind < 0) continue;
      const ids = snapshot.groups.get(groupId)?.[situation];
      for (const householdId of idsAfter(ids, behind === 0 ? afterId : null, limit - found.length)) {
        found.push({ groupId, situation, householdId });
      }
    }
  }
  return found;
}

const compare = (one: Situation, other: Situation) => ORDER.indexOf(one) - ORDER.indexOf(other);
