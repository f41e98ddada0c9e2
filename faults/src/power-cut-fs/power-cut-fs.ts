import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the disk refuses. `noSpace`: writes fail with ENOSPC; `writeFails`, `syncFails`: they fail with EIO. */
type DiskFault = 'none' | 'noSpace' | 'writeFails' | 'syncFails';

/** How a cut goes. */
interface CutOptions {
  /**
   * The share (0 to 1) of what was not synced that reaches the disk all the same, in no order: data by blocks of
   * 512 bytes, names as a prefix of what was done. Default 0: nothing.
   */
  readonly keepShare?: number;
  /** Chooses which. Default 0. */
  readonly seed?: number;
}

/**
 * A mounted file system, empty at first, that lies in memory. A cut of its power drops what was written and not
 * synced: data needs fsync or fdatasync of its file, a name needs fsync of its folder. Modes, owners and times are
 * kept at once. Node's own file functions, SQLite, child processes and shells work on it.
 */
export interface PowerCutFs extends AsyncDisposable {
  /** Where it is mounted. */
  readonly path: string;
  /** Power off: from now on everything on it fails with EIO. Then kill whoever used it. */
  cutPower(options?: CutOptions): Promise<void>;
  /** Power on again: what is on the disk can be seen. Files opened before the cut go on failing. */
  restorePower(): Promise<void>;
  /** Makes the disk refuse, until told `none`. */
  setFault(fault: DiskFault): Promise<void>;
  /** What is on it is gone. Idempotent. */
  unmount(): Promise<void>;
}

const PYTHON = '/usr/bin/python3';
const PROGRAM = join(import.meta.dirname, 'power-cut-fs.py');
const NEEDED = [PYTHON, '/usr/lib/python3/dist-packages/fusepy.py', '/dev/fuse'];

/** Why it cannot be mounted here, or undefined if nothing is known to be in the way. */
export function findPowerCutObstacle(): string | undefined {
  const missing = NEEDED.filter((path) => !existsSync(path));
  return missing.length === 0 ? undefined : `${missing.join(' and ')} missing`;
}

/** Mounts it on an empty folder. Rejects with what FUSE says where it must not be mounted. */
export async function mountPowerCutFs(dir: string): Promise<PowerCutFs> {
  const server = spawn(PYTHON, ['-B', PROGRAM, dir], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(server, 'close');
  let said = '';
  server.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  let unmounting: Promise<void> | undefined;

  async function answer(): Promise<string> {
    const next = await answers.next();
    if (next.done === true)
      throw new Error(`The file system with power cuts has ended: ${said.trim() || 'no reason given'}`);
    return next.value;
  }

  async function command(line: string): Promise<void> {
    server.stdin.write(`${line}\n`);
    await answer();
  }

  async function unmount(): Promise<void> {
    detach(dir);
    // Whatever still has a file open on it gets an error instead of an answer.
    server.kill('SIGKILL');
    await ended;
  }

  await answer();
  const end = (): Promise<void> => (unmounting ??= unmount());
  return {
    path: dir,
    cutPower: ({ keepShare = 0, seed = 0 } = {}) => command(`cut ${keepShare} ${seed}`),
    restorePower: () => command('on'),
    setFault: (fault) => command(`fault ${fault}`),
    unmount: end,
    [Symbol.asyncDispose]: end,
  };
}

/** Lazily: a process that still has something open on it must not keep the campaign from ending. */
function detach(dir: string): void {
  const byUser = spawnSync('fusermount3', ['-u', '-z', dir]);
  if (byUser.status !== 0) spawnSync('umount', ['-l', dir]);
}
