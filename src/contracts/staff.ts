import { z } from 'zod';
import { STAFF_ROLES } from '../staff/staff.ts';
import { unitRefSchema } from './session.ts';

/** Staff of a police unit and their roles. Times are ISO 8601 in UTC. */

export const staffRoleSchema = z.enum(STAFF_ROLES);

export const staffMemberSchema = z.object({
  staffId: z.uuid(),
  name: z.string(),
  office: z.string(),
  unit: unitRefSchema,
  roles: z.array(staffRoleSchema),
  /** `invited`: has no user name yet. */
  state: z.enum(['invited', 'active', 'disabled']),
  secondFactor: z.boolean(),
  /** Chats in which the bot takes this person's commands. */
  linkedChats: z.number().int(),
  lastSignInAt: z.iso.datetime().nullable(),
  /** The person who asks; nobody changes their own rights. */
  self: z.boolean(),
  /** What the asker may do about this person; show nothing else to do. */
  acts: z.object({
    /** Roles to give and to take away. */
    give: z.array(staffRoleSchema),
    take: z.array(staffRoleSchema),
    /** A new link, a code for their chat, and no way in any more. */
    invitation: z.boolean(),
    chatCode: z.boolean(),
    disable: z.boolean(),
  }),
});
export type StaffMember = z.infer<typeof staffMemberSchema>;

/** `GET /api/staff` (`see_staff`): of the own unit, or of every unit of the province; by unit, then name. */
export const staffListSchema = z.object({ staff: z.array(staffMemberSchema) });
export type StaffList = z.infer<typeof staffListSchema>;

export const staffParamsSchema = z.object({ id: z.uuid() });
export const staffRoleParamsSchema = z.object({ id: z.uuid(), role: staffRoleSchema });

/** Units in which the caller may add staff, and with which roles: `GET /api/staff/units` (`manage_staff`). */
export const staffUnitsSchema = z.object({
  units: z.array(unitRefSchema.extend({ roles: z.array(staffRoleSchema) })),
});
export type StaffUnit = z.infer<typeof staffUnitsSchema>['units'][number];

/** A one-time link for one person: hand it over yourself. `path` is below the service's address. */
export const invitationSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() });
/** A one-time code that the person writes to the bot to link their chat. */
export const chatCodeSchema = z.object({ code: z.string(), expiresAt: z.iso.datetime() });

/** What became of a role: some roles need a second person. */
export const grantOutcomeSchema = z.enum(['granted', 'waiting']);

/** `POST /api/staff` (`manage_staff`), 201. Refused: `not_found` (no such unit in reach), `role_not_of_unit`. */
export const inviteStaffSchema = z.object({
  unitId: z.uuid(),
  name: z.string().trim().min(2).max(80),
  office: z.string().trim().min(2).max(80),
  role: staffRoleSchema,
});
export type InviteStaff = z.input<typeof inviteStaffSchema>;
export const invitedSchema = z.object({
  staffId: z.uuid(),
  role: grantOutcomeSchema,
  invitation: invitationSchema,
  chatCode: chatCodeSchema,
});

/**
 * `POST /api/staff/:id/invitation` (`manage_staff`), no body: a new link for somebody who has no user name yet; the old
 * one ends. `conflict` for who has one. Answers with `invitationSchema`.
 *
 * `POST /api/staff/:id/chat-code` (`manage_staff`), no body: answers with `chatCodeSchema`; `conflict` for somebody else
 * who approves or administers: they take one themselves by `POST /api/session/chat-code`.
 *
 * `POST /api/staff/:id/disable` (`manage_staff`), no body, 204: ends sessions, tokens and chats of this person at once.
 * Refused: `own_rights`, `last_admin`.
 */

/** `POST /api/staff/:id/roles` (`manage_staff`). Refused: `own_rights`, `role_not_of_unit`. */
export const grantRoleSchema = z.object({ role: staffRoleSchema });
export const grantedSchema = z.object({ role: grantOutcomeSchema });

/** `DELETE /api/staff/:id/roles/:role` (`manage_staff`), 204. Refused: `own_rights`, `last_admin`. */

// ── Rights that wait for a second person ─────────────────────────────────────────────────────────

export const rightRequestSchema = z.object({
  id: z.uuid(),
  staff: z.object({ staffId: z.uuid(), name: z.string(), office: z.string() }),
  role: staffRoleSchema,
  unit: unitRefSchema,
  /** Null: at the server's own command line. */
  requestedBy: z.object({ staffId: z.uuid(), name: z.string() }).nullable(),
  requestedAt: z.iso.datetime(),
  /** Whether the caller may decide it: neither who asked nor whom it is about. */
  mayDecide: z.boolean(),
});

/** `GET /api/rights/requests` (`see_staff`): those that wait, the oldest first. */
export const rightRequestsSchema = z.object({ requests: z.array(rightRequestSchema) });
export type RightRequests = z.infer<typeof rightRequestsSchema>;

/**
 * `POST /api/rights/requests/:id/approve` and `…/refuse` (`approve_rights`), no body, 204. Refused:
 * `second_person_needed`, `conflict` (decided already).
 */
export const rightRequestParamsSchema = z.object({ id: z.uuid() });
