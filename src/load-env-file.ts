import { errorFields } from './shared/logger.ts';

/** Adds the variables of `.env`, where there is one, to the environment. What is set already wins. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (errorFields(error).code === 'ENOENT') return;
    process.stderr.write('.env could not be read; it is ignored.\n');
  }
}
