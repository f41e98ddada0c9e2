import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the emulator serves the console from. */
const OUT = join(import.meta.dirname, '..', 'dist', 'console');

await rm(OUT, { recursive: true, force: true });
