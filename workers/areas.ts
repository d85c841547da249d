import { parseArgs } from 'node:util';
import { createAddGroup } from '../src/areas/add-group.ts';
import { createAddUnit } from '../src/areas/add-unit.ts';
import { GROUP_KINDS } from '../src/areas/area.ts';
import { runTool } from '../src/tool.ts';

const USAGE = `npm run areas -- add-unit --code BMT --name "Công an phường Buôn Ma Thuột" --phone "0262 3812 345"
npm run areas -- add-group --unit BMT --name "Buôn Alê A" [--kind hamlet]
npm run areas -- list
Kinds: ${GROUP_KINDS.join(', ')}`;

await runTool(process.env, async ({ inTransaction, print, refuse }) => {
  const string = { type: 'string' } as const;
  const options = { code: string, name: string, phone: string, unit: string, kind: string };
  const { positionals, values } = parseArgs({ allowPositionals: true, strict: false, options });
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value.trim() : '');
  const name = text(values.name);
  if (positionals[0] === 'list') {
    for (const unit of await inTransaction((stores) => stores.areas.list())) {
      print(`${unit.code}  ${unit.name}  ${unit.dutyPhone}`);
      for (const group of unit.groups)
        print(`  ${group.joinCode}  ${group.name}  ${group.households} households`);
    }
  } else if (positionals[0] === 'add-unit' && name && values.code && values.phone) {
    const unit = {
      code: text(values.code).toUpperCase(),
      name,
      dutyPhone: text(values.phone),
      adminUnits: [],
    };
    const added = await inTransaction((stores) => createAddUnit(stores)(unit));
    if (added.kind === 'bad_code') return refuse('A unit code is two to six letters A–Z, e.g. BMT.');
    if (added.kind === 'code_taken') return refuse(`The code ${unit.code} is taken by another unit.`);
    print(`${unit.code} is added.`);
  } else if (positionals[0] === 'add-group' && name && values.unit) {
    const kind = GROUP_KINDS.find((known) => known === (text(values.kind) || 'hamlet'));
    if (!kind) return refuse(USAGE);
    const unitCode = text(values.unit).toUpperCase();
    const added = await inTransaction((stores) => createAddGroup(stores)({ unitCode, kind, name }));
    if (added.kind === 'unknown_unit') return refuse(`There is no unit ${unitCode}.`);
    print(`${name} is added. Households join with the code ${added.joinCode}.`);
  } else refuse(USAGE);
});
