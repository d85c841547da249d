import { parseArgs } from 'node:util';
import { createAddStaff } from '../src/staff/add-staff.ts';
import { STAFF_ROLES } from '../src/staff/staff.ts';
import { runTool } from '../src/tool.ts';

const USAGE = `npm run staff -- add --unit BMT --name "Nguyễn Văn An" [--role duty_officer] [--office "Trực ban"]
npm run staff -- list
Roles: ${STAFF_ROLES.join(', ')}`;

await runTool(process.env, async ({ inTransaction, print, refuse }) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: {
      unit: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      office: { type: 'string' },
    },
  });
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value.trim() : '');
  if (positionals[0] === 'list') {
    for (const one of await inTransaction((stores) => stores.staff.list())) {
      print(
        `${one.unitCode}  ${one.name}  ${one.roles.join(', ')}  ${one.contacts > 0 ? 'linked' : 'not linked yet'}`,
      );
    }
    return;
  }
  const role = STAFF_ROLES.find((known) => known === (text(values.role) || 'duty_officer'));
  const [unitCode, name] = [text(values.unit).toUpperCase(), text(values.name)];
  if (positionals[0] !== 'add' || !role || !unitCode || !name) return refuse(USAGE);
  const office = text(values.office) || 'Trực ban';
  const added = await inTransaction((stores) => createAddStaff(stores)({ unitCode, name, office, role }));
  if (added.kind === 'unknown_unit')
    return refuse(`There is no unit ${unitCode}. npm run areas -- list shows the units.`);
  print(`${name} is added to ${added.unitName} as ${role}.`);
  print(`One-time code, valid for 24 hours: ${added.code}`);
  print('To link the chat, write it to the bot, or open https://t.me/<the bot>?start=' + added.code);
});
