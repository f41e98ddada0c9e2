import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type TrustPolicy } from '../install/contracts.ts';
import { type Installer } from '../install/api.ts';
import { createInstaller } from '../install/installer.ts';
import { DEFAULT_PATH } from '../process/command.ts';
import { createTrust, type SignaturePolicy } from '../trust/trust.ts';
import { usageError } from './arguments.ts';
import { createConfHost } from './conf-host.ts';
import { type CliContext } from './context.ts';
import { readTrustedKeys } from './keys.ts';

/** A gateway's files below a prefix, and the installer for them. */
export interface OpenedRoot {
  readonly installer: Installer;
  readonly trust: TrustPolicy;
  /** Whether downgrades are let through. */
  readonly force: boolean;
}

/** Which packages are let into it. */
export interface RootOptions {
  readonly keys?: string;
  readonly signatures?: SignaturePolicy;
  readonly force?: boolean;
}

/** Opens the gateway below `root`, with the keys that were named or that it has itself. */
export async function openRoot(
  root: string,
  { keys, signatures, force = false }: RootOptions,
  { env, cwd }: Pick<CliContext, 'env' | 'cwd'>,
): Promise<OpenedRoot> {
  const trust = await trustOf(root, keys, signatures, cwd);
  const installer = createInstaller({
    stateDir: join(root, 'var/lib/gateway-engine'),
    host: createConfHost(join(root, 'etc/supervisor/conf.d')),
    trust,
    env: { PATH: env['PATH'] ?? DEFAULT_PATH, GWE_ROOT: root === '/' ? '' : root },
  });
  return { installer, trust, force };
}

async function trustOf(
  root: string,
  keys: string | undefined,
  signatures: SignaturePolicy | undefined,
  cwd: string,
): Promise<TrustPolicy> {
  const own = join(root, 'etc/gateway-engine/keys.json');
  const source = keys ?? ((await isThere(own)) ? own : undefined);
  const policy = signatures ?? (source === undefined ? 'off' : 'ifPresent');
  if (policy === 'off') return createTrust({ signatures: 'off' });
  if (source === undefined) throw usageError(`--signatures ${policy} needs --keys, or ${own}.`);
  return createTrust({ signatures: policy, keySet: await readTrustedKeys(source, cwd) });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
