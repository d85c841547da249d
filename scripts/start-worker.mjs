// npm run start:worker -- <role>: one of the workers in workers/, in a process of its own.
const ROLES = ['fan-out', 'deliver', 'inbound', 'sweep'];
const role = process.argv[2] ?? '';
if (ROLES.includes(role)) {
  await import(`../dist/workers/${role}.js`);
} else {
  console.error(`Usage: npm run start:worker -- <role>   (${ROLES.join(', ')})`);
  process.exitCode = 2;
}
