import type { AlertCategory } from '../alerts/alert.ts';
import type { Clock } from '../shared/clock.ts';
import { may } from '../staff/rights.ts';
import { maySend, type StaffActor } from '../staff/staff.ts';
import type { DialogContext, Language, MemberContext, OfferedCategory, StaffContext } from './dialog.ts';
import type { Categories, ContextStore, MemberRow, Person, PersonRow } from './ports.ts';

const ALERTS_SHOWN = 5;
/** Answerable by one digit. */
const OPEN_ALERTS_SHOWN = 9;

export interface LoadedPerson {
  person: Person;
  context: DialogContext;
}

/** Gathers what a dialog may know of the person: members cost one further statement, staff three more. */
export function createLoadContext(deps: { clock: Clock; demo: boolean; categories: Categories }) {
  async function loadStaff(
    store: ContextStore,
    staffId: string,
  ): Promise<{ actor: NonNullable<Person['actor']>; staff: StaffContext } | null> {
    const found = await store.staff(staffId);
    if (!found) return null;
    const { actor, name, unitName } = found;
    return {
      actor,
      staff: {
        staffId,
        name,
        roles: actor.roles,
        policeUnit: { id: actor.policeUnitId, name: unitName },
        groups: await store.groups(actor.policeUnitId),
        categories: may(actor, 'compose_alert') ? offered(deps.categories, actor) : [],
        openAlerts: await store.openAlerts(actor.policeUnitId, OPEN_ALERTS_SHOWN),
      },
    };
  }

  return async function loadContext(
    store: ContextStore,
    row: PersonRow,
    languageHint: string | null,
  ): Promise<LoadedPerson> {
    const { contactPointId, memberId } = row;
    const member =
      row.member && memberId !== null ? memberContext(memberId, contactPointId, row.member) : null;
    const officer = row.staffId === null ? null : await loadStaff(store, row.staffId);
    // Officers work in Vietnamese unless they, as members, chose otherwise; strangers are guessed.
    const language = member?.language ?? (officer ? 'vi' : guessLanguage(languageHint));
    const householdId = member?.household.id ?? null;
    return {
      person: {
        contactPointId,
        memberId: member?.memberId ?? null,
        householdId,
        actor: officer?.actor ?? null,
      },
      context: {
        now: deps.clock.now(),
        demo: deps.demo,
        commandsAreWords: row.channel === 'zalo',
        language,
        // Nothing goes out to a stranger, so there is nothing to have stopped.
        contactState: member || officer ? row.state : 'active',
        member,
        staff: officer?.staff ?? null,
        alerts:
          householdId === null
            ? []
            : await store.householdAlerts({ householdId, contactPointId, language }, ALERTS_SHOWN),
      },
    };
  };
}

function offered(categories: readonly AlertCategory[], { roles }: StaffActor): OfferedCategory[] {
  const all = categories.map(({ code, icon, severity, templates, approval }): OfferedCategory => {
    const alone = maySend(roles, approval);
    return { code, icon, severity, templates, ...(!alone && { needsApproval: true }) };
  });
  return [...all.filter((one) => !one.needsApproval), ...all.filter((one) => one.needsApproval)];
}

function memberContext(memberId: string, contactPointId: string, row: MemberRow): MemberContext {
  return {
    memberId,
    name: row.name,
    language: row.language,
    household: {
      ...row.household,
      members: row.household.members.map(({ id, name }) => ({ name, isMe: id === memberId })),
    },
    policeUnit: row.policeUnit,
    chats: row.chats.map((chat) => ({ ...chat, isMe: chat.contactPointId === contactPointId })),
  };
}

/** Vietnamese, unless the platform says that the person uses another language. */
export function guessLanguage(hint: string | null): Language {
  return hint === null || /^vi\b/i.test(hint) ? 'vi' : 'en';
}
