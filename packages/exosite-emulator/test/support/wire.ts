import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../fixtures/wire/', import.meta.url);

/** The requests that real clients sent, by the name of their file without `.http`. */
export const CAPTURES: ReadonlyMap<string, Buffer> = new Map(
  readdirSync(fileURLToPath(FOLDER))
    .filter((name) => name.endsWith('.http'))
    .map((name) => [name.slice(0, -'.http'.length), readFileSync(new URL(name, FOLDER))]),
);
