import { expect, test } from 'vitest';
import { INSTALLER_DEFAULTS, resolveOptions } from '../../src/install/options.ts';
import { fakeHost } from '../fixtures/app.ts';

test('fills in the defaults, and takes nothing from our environment', () => {
  const options = resolveOptions({ stateDir: '/s', host: fakeHost(), lockWaitMs: 5 });
  expect(options).toMatchObject({ ...INSTALLER_DEFAULTS, lockWaitMs: 5 });
  expect(Object.keys(options.env)).toEqual(['PATH']);
});

test('wrong options are TypeErrors', () => {
  expect(() => resolveOptions({ stateDir: '', host: fakeHost() })).toThrow(TypeError);
  expect(() => resolveOptions({ stateDir: '/s', host: fakeHost(), limits: { maxDepth: NaN } })).toThrow(TypeError);
});
