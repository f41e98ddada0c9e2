/** One line of an `strace -f -y` log: a call, or one of its two halves if another thread came in between. */
interface Line {
  readonly thread: string;
  readonly phase: 'whole' | 'begun' | 'ended';
  readonly name: string;
  /** What the first argument stands for: a path, or a socket. Missing in the second half. */
  readonly target: string | undefined;
  readonly text: string;
}

/** What is to be proven of a log. */
export interface Proof {
  /** Acknowledgements found whose bytes were written to a file before, and synced in between. */
  readonly proven: number;
  /** Values that were acknowledged while their bytes had not been synced, or never written. */
  readonly unproven: readonly string[];
}

const LINE = /^(\d+)\s+(?:<\.\.\. (\w+) resumed>|(\w+)\((?:\d+<([^>]*)>)?)(.*)$/;

function parseLine(text: string): Line | undefined {
  const found = LINE.exec(text);
  if (found === null) return undefined;
  const [, thread = '', resumed, name = '', target, rest = ''] = found;
  if (resumed !== undefined) return { thread, phase: 'ended', name: resumed, target: undefined, text: rest };
  return { thread, phase: rest.endsWith('<unfinished ...>') ? 'begun' : 'whole', name, target, text: rest };
}

/** A write of a value to a file that no sync has covered yet, or one that a sync has. */
type State = { readonly kind: 'written'; readonly file: string } | { readonly kind: 'synced' };

/**
 * Follows every value that matches `value` through the log: read from a socket, written to a file, the file synced,
 * 204 written to the socket. A sync covers what was written before it began, once it has ended.
 */
export function proveOrder(log: string, value: RegExp): Proof {
  const states = new Map<string, State>();
  const asked = new Map<string, string>();
  const syncs = new Map<string, { readonly file: string; readonly covers: readonly string[] }>();
  const unproven: string[] = [];
  let proven = 0;

  const beginSync = (thread: string, file: string): void => {
    const covers = [...states].filter(([, state]) => state.kind === 'written' && state.file === file);
    syncs.set(thread, { file, covers: covers.map(([name]) => name) });
  };
  const endSync = (thread: string, text: string): void => {
    if (text.endsWith('= 0')) for (const name of syncs.get(thread)?.covers ?? []) states.set(name, { kind: 'synced' });
    syncs.delete(thread);
  };
  const acknowledge = (socket: string): void => {
    const name = asked.get(socket);
    if (name === undefined) return;
    asked.delete(socket);
    if (states.get(name)?.kind === 'synced') proven += 1;
    else unproven.push(name);
  };

  for (const { thread, phase, name, target = '', text } of joinHalves(log)) {
    const values = text.match(value) ?? [];
    if (name === 'fdatasync' || name === 'fsync') {
      if (phase !== 'ended') beginSync(thread, target);
      if (phase !== 'begun') endSync(thread, text);
    } else if (name === 'pwrite64') {
      // It counts when it has returned: a sync that began before need not cover it.
      if (phase === 'begun') continue;
      for (const one of values) if (!states.has(one)) states.set(one, { kind: 'written', file: target });
    } else if (name === 'read') {
      const [first] = values;
      if (first !== undefined && text.includes('POST ')) asked.set(target, first);
    } else if (phase !== 'ended' && text.includes('HTTP/1.1 204')) {
      acknowledge(target);
    }
  }
  return { proven, unproven };
}

/** The lines in order; the second half of a call gets the target and the text of the first. */
function* joinHalves(log: string): Generator<Line> {
  const begun = new Map<string, Line>();
  for (const raw of log.split('\n')) {
    const line = parseLine(raw);
    if (line === undefined) continue;
    const first = line.phase === 'ended' ? begun.get(line.thread) : undefined;
    if (line.phase === 'begun') begun.set(line.thread, line);
    yield first === undefined ? line : { ...line, target: first.target, text: first.text + line.text };
  }
}
