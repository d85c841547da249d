import { parseArgs } from 'node:util';
import type { Env } from '../../config/env.ts';
import { createAddStaff } from '../staff/add-staff.ts';
import { createRenewCode } from '../staff/renew-code.ts';
import { createOpenSetup, createResetSignIn } from '../staff/set-up-service.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import { type Environment, runTool } from './run-tool.ts';

const USAGE = `npm run staff -- add --unit BMT --name "Nguyễn Văn An" [--role duty_officer] [--office "Trực ban"]
npm run staff -- code --id <id>    a new one-time code for somebody who is in the list
npm run staff -- admin             a link that makes one more administrator, where the others are lost
npm run staff -- reset --id <id>   user name, password and second factor are gone; a link to choose new ones
npm run staff -- list
Roles: ${STAFF_ROLES.join(', ')}`;
const how = (code: string) =>
  `One-time code, valid for 24 hours: ${code}\nTo link the chat, write it to the bot, or open https://t.me/<the bot>?start=${code}`;
/** The service may listen elsewhere; whoever starts it knows where. */
const link = (what: string, env: Env, path: string) =>
  `${what}:\n  ${env.publicUrl ?? `http://${env.host}:${env.port}`}${path}`;

/** `npm run staff`. */
export function runStaffTool(args: readonly string[], source: Environment): Promise<void> {
  return runTool(source, async ({ env, inTransaction, print, refuse }) => {
    const [command = '', ...rest] = args;
    const text = { type: 'string', default: '' } as const;
    const options = {
      unit: text,
      name: text,
      role: { ...text, default: 'duty_officer' },
      office: text,
      id: text,
    };
    const { values } = parseArgs({ args: rest, options, strict: false });
    const value = (name: keyof typeof options) => String(values[name]).trim();
    if (command === 'list') {
      for (const one of await inTransaction((stores) => stores.staff.list())) {
        const linked = one.contacts > 0 ? 'linked' : 'not linked yet';
        print(`${one.staffId}  ${one.unitCode}  ${one.name}  ${one.roles.join(', ')}  ${linked}`);
      }
    } else if (command === 'code' && /^[0-9a-f-]{36}$/i.test(value('id'))) {
      const renewed = await inTransaction((stores) => createRenewCode(stores)(value('id')));
      print(
        renewed.kind === 'renewed'
          ? how(renewed.code)
          : refuse('There is no such person. See: npm run staff -- list'),
      );
    } else if (command === 'admin') {
      const opened = await inTransaction((stores) => createOpenSetup(stores)('always'));
      if (opened) print(link('It makes one administrator, and works once, for 24 hours', env, opened.path));
    } else if (command === 'reset' && /^[0-9a-f-]{36}$/i.test(value('id'))) {
      const reset = await inTransaction((stores) => createResetSignIn(stores)(value('id')));
      print(
        reset.kind === 'reset'
          ? link('Hand it to this person; it works once, for three days', env, reset.invitation.path)
          : refuse('There is no such person. See: npm run staff -- list'),
      );
    } else if (command === 'add' && value('unit') && value('name')) {
      const role = STAFF_ROLES.find((known) => known === value('role')) ?? refuse(USAGE);
      const [unitCode, name, office] = [
        value('unit').toUpperCase(),
        value('name'),
        value('office') || 'Trực ban',
      ];
      const added = await inTransaction((stores) => createAddStaff(stores)({ unitCode, name, office, role }));
      if (added.kind === 'unknown_unit')
        return refuse(`There is no unit ${unitCode}. See: npm run areas -- list`);
      print(`${name} is added to ${added.unitName} as ${role}.\n${how(added.code)}`);
    } else refuse(USAGE);
  });
}
