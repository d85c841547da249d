import { parseArgs } from 'node:util';
import { createAddGroup } from '../areas/add-group.ts';
import { createAddUnit } from '../areas/add-unit.ts';
import { GROUP_KINDS } from '../areas/area.ts';
import { type Environment, runTool } from './run-tool.ts';

const USAGE = `npm run areas -- add-unit --code BMT --name "Công an phường Buôn Ma Thuột" --phone "0262 3812 345"
npm run areas -- add-group --unit BMT --name "Buôn Alê A" [--kind hamlet]
npm run areas -- list
Kinds: ${GROUP_KINDS.join(', ')}`;

/** `npm run areas`. */
export function runAreasTool(args: readonly string[], source: Environment): Promise<void> {
  return runTool(source, async ({ inTransaction, print, refuse }) => {
    const [command = '', ...rest] = args;
    const text = { type: 'string', default: '' } as const;
    const options = { code: text, name: text, phone: text, unit: text, kind: { ...text, default: 'hamlet' } };
    const { values } = parseArgs({ args: rest, options, strict: false });
    const value = (name: keyof typeof options) => String(values[name]).trim();
    const [name, unitCode, kind] = [value('name'), value('unit').toUpperCase(), value('kind')];
    if (command === 'list') {
      for (const unit of await inTransaction((stores) => stores.areas.list())) {
        print(`${unit.code}  ${unit.name}  ${unit.dutyPhone}`);
        for (const group of unit.groups)
          print(`  ${group.joinCode}  ${group.name}  ${group.households} households`);
      }
    } else if (command === 'add-unit' && name && value('code') && value('phone')) {
      const unit = { code: value('code').toUpperCase(), name, dutyPhone: value('phone'), adminUnits: [] };
      const added = await inTransaction((stores) => createAddUnit(stores)(unit));
      if (added.kind === 'bad_code') return refuse('A unit code is two to six letters A–Z, e.g. BMT.');
      if (added.kind === 'code_taken') return refuse(`The code ${unit.code} is taken by another unit.`);
      print(`${unit.code} is added.`);
    } else if (command === 'add-group' && name && unitCode) {
      const known = GROUP_KINDS.find((one) => one === kind) ?? refuse(USAGE);
      const added = await inTransaction((stores) => createAddGroup(stores)({ unitCode, kind: known, name }));
      if (added.kind === 'unknown_unit') return refuse(`There is no unit ${unitCode}.`);
      print(`${name} is added. Households join with the code ${added.joinCode}.`);
    } else refuse(USAGE);
  });
}
