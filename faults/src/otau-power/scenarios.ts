import type { InstallRequest, Installer } from '@gateway-engine/otau';

import { APP, type TestPackage } from './packages.ts';

/** The packages of all scenarios; the program of `bad` dies at once. */
export type Packages = Readonly<Record<'one' | 'two' | 'bad', TestPackage>>;

/** Something that an installer is asked to do, and that power is lost in. */
export interface Scenario {
  readonly name: string;
  readonly managed: boolean;
  /** From the content source, in chunks, or from a folder. */
  readonly fetched: boolean;
  /** Installed before it begins, in this order. */
  readonly before: readonly (keyof Packages)[];
  /** What is asked for. The same call again, after the cut, must end the matter. */
  run(installer: Installer, packages: Packages): Promise<unknown>;
  /** The versions that may be installed when all is over; undefined: none. */
  readonly after: readonly (keyof Packages | undefined)[];
  /** Whether the request has an id, so that its report must be there exactly once. */
  readonly identified: boolean;
}

export const REQUEST_ID = 'request-1';

const from = (pkg: TestPackage, fetched: boolean): InstallRequest => ({
  ...(fetched ? { fileName: pkg.fileName } : { path: pkg.path }),
  id: REQUEST_ID,
});

function install(of: keyof Packages, before: readonly (keyof Packages)[], managed: boolean, fetched = false): Scenario {
  const old = before.at(-1);
  const word =
    old === undefined ? 'new install' : old === of ? 'reinstall' : of === 'bad' ? 'rolled back update' : 'update';
  return {
    name: `${managed ? 'managed' : 'legacy'} ${word}${fetched ? ', fetched' : ''}`,
    managed,
    fetched,
    before,
    run: (installer, packages) => installer.install(from(packages[of], fetched)),
    after: of === 'bad' ? [old] : [old, of],
    identified: true,
  };
}

function other(
  name: string,
  managed: boolean,
  before: Scenario['before'],
  rest: Pick<Scenario, 'run' | 'after'>,
): Scenario {
  return {
    name: `${managed ? 'managed' : 'legacy'} ${name}`,
    managed,
    fetched: false,
    before,
    identified: false,
    ...rest,
  };
}

/** The whole life of an app, in both modes (otau 3.4). */
export const SCENARIOS: readonly Scenario[] = [false, true].flatMap((managed) => [
  install('one', [], managed),
  install('one', [], managed, true),
  install('two', ['one'], managed),
  install('two', ['one'], managed, true),
  install('two', ['one', 'two'], managed),
  install('bad', ['one'], managed),
  install('bad', [], managed),
  other('rollback', managed, ['one', 'two'], {
    run: (installer) => installer.rollback(APP),
    after: ['one', 'two'],
  }),
  other('uninstallation', managed, ['one', 'two'], {
    run: (installer) => installer.uninstall(APP),
    after: ['two', undefined],
  }),
]);
