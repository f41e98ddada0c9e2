import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A limit that the kernel keeps for a group of processes. */
export interface MemoryGroup {
  /** A process that writes its id here belongs to it, and all that it starts. */
  readonly procsPath: string;
  peakBytes(): number;
  /** To be called when all its processes have ended. */
  remove(): void;
}

/** The files of the two versions of cgroups. */
const FILES = [
  {
    root: '/sys/fs/cgroup/memory',
    controller: 'memory',
    limit: 'memory.limit_in_bytes',
    peak: 'memory.max_usage_in_bytes',
  },
  { root: '/sys/fs/cgroup', controller: '', limit: 'memory.max', peak: 'memory.peak' },
] as const;

/** Makes one below the group of this process, so that its own limits hold on. A text says why that cannot be done. */
export function createMemoryGroup(limitBytes: number): MemoryGroup | string {
  const own = parseCgroups(readFileSync('/proc/self/cgroup', 'utf8'));
  const files = FILES.find(
    ({ root, controller }) => own.has(controller) && existsSync(join(root, own.get(controller) ?? '')),
  );
  if (files === undefined) return 'there is no memory controller';
  const folder = join(files.root, own.get(files.controller) ?? '', `footprint-${process.pid}`);
  try {
    mkdirSync(folder);
  } catch (error) {
    return String(error);
  }
  const remove = (): void => {
    rmdirSync(folder);
  };
  try {
    writeFileSync(join(folder, files.limit), String(limitBytes));
  } catch (error) {
    remove();
    return String(error);
  }
  return {
    procsPath: join(folder, 'cgroup.procs'),
    peakBytes: () => Number(readFileSync(join(folder, files.peak), 'utf8')),
    remove,
  };
}

/** Of cgroups(7): lines `ID:CONTROLLERS:PATH`; version 2 has no controllers there. */
export function parseCgroups(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, controllers, ...path] = line.split(':');
      if (controllers === undefined) return [];
      return controllers.split(',').map((controller) => [controller, path.join(':')] as const);
    }),
  );
}
