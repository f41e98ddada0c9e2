import { expect, test } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../src/index.ts';

test.each<EmulatorOptions>([
  { port: 65_536 },
  { port: 1.5 },
  { host: '' },
  { dataPath: '' },
  { dataPath: ':memory:' },
  { vendorToken: 'two words' },
  { maxPointsPerAlias: 0 },
  { maxPointAgeSeconds: 0.5 },
  { tls: { key: 'no key', cert: 'no certificate' } },
])('%j is a TypeError', (options) => {
  expect(() => createEmulator(options)).toThrow(TypeError);
});
