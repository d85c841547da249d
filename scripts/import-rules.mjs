// Checks the import directions of .dependency-cruiser.mjs. `npm run check` runs it on the tree, tests/architecture on
// trees that break each rule.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import rules from '../.dependency-cruiser.mjs';

// dependency-cruiser cannot read sources by TypeScript 7, and asks swc for TypeScript without JSX: an import in a .tsx
// file would stop it. https://github.com/sverweij/dependency-cruiser, src/extract/swc/parse.mjs
const swc = createRequire(import.meta.url)('@swc/core');
const parseFileSync = swc.parseFileSync;
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith('.tsx') });
const { cruise } = await import('dependency-cruiser');

const FOLDERS = ['src', 'config', 'workers'];

/**
 * @param {string} baseDir the folder that holds src, config and workers
 * @returns {Promise<{ modules: string[], violations: { rule: string, from: string, to: string }[] }>}
 */
export async function checkImports(baseDir) {
  const { forbidden, options } = rules;
  const settings = { ...options, ruleSet: { forbidden }, validate: true, baseDir };
  const { output } = await cruise(FOLDERS, settings, options.enhancedResolveOptions);
  return {
    modules: output.modules.map((module) => module.source),
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { modules, violations } = await checkImports(process.cwd());
  for (const { rule, from, to } of violations) {
    console.error(
      `${from} imports ${to}\n  ${rule}: ${rules.forbidden.find(({ name }) => name === rule)?.comment}`,
    );
  }
  const own = modules.filter((path) => FOLDERS.some((folder) => path.startsWith(`${folder}/`)));
  console.log(`${own.length} modules, ${violations.length} violations`);
  if (violations.length > 0 || own.length === 0) process.exitCode = 1;
}
