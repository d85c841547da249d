import { closeSync, openSync } from 'node:fs';

/** Loaded before a process of the service: from SIGUSR2 on the disk of its standard output and error is full. */
process.on('SIGUSR2', () => {
  for (const fd of [1, 2]) {
    closeSync(fd);
    // The lowest number that is free is the one just closed.
    openSync('/dev/full', 'w');
  }
});
