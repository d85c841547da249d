// What became of each test, for break-laws.mjs: unlike Vitest's own JSON, with the kind of each error and of its cause.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What `expect` throws, also inside a property, and what `waitFor` throws (tests/support/wait-for.ts). */
function isAssertion(error) {
  if (!error) return false;
  const waitedInVain = String(error.message).includes('did not come true within');
  return error.name === 'AssertionError' || waitedInVain || isAssertion(error.cause);
}

export default class LawReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const files = modules.map((module) => ({
      file: relative(process.cwd(), module.moduleId).replaceAll('\\', '/'),
      tests: [...module.children.allTests()].flatMap((test) => {
        const { state, errors = [] } = test.result();
        if (state !== 'passed' && state !== 'failed') return [];
        const words = errors.map(({ message }) => message).join('\n');
        return [{ name: test.fullName, state, asserted: errors.some(isAssertion), words }];
      }),
      words: module
        .errors()
        .map(({ message }) => message)
        .join('\n'),
    }));
    const words = unhandledErrors.map(({ message }) => message).join('\n');
    writeFileSync(process.env.LAW_REPORT, JSON.stringify({ files, words }));
  }
}
