import type { TestProject } from 'vitest/node';
import { buildForm } from './page-server.ts';

/** Once for each run that has browser tests: the pages as they are now. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { directory, remove } = await buildForm('production');
  project.provide('consolePages', directory);
  return remove;
}
