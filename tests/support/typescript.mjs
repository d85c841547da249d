// Lets a child process of a test run the TypeScript of this project as it is: node --import ./tests/support/typescript.mjs
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
