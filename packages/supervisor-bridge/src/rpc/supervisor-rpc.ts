import {
  assertAddress,
  assertGroup,
  assertSignal,
  type ControlOptions,
  findStatus,
  type ProgramStatus,
  type SupervisorDriver,
  type UpdateResult,
} from '../control/control.ts';
import { publishCall } from '../diagnostics.ts';
import { SupervisorBridgeError } from '../error.ts';
import { createTurns } from '../turns.ts';
import { type Action, type Ask, performAction } from './action.ts';
import { parseAnswer, type RpcAnswer } from './decode.ts';
import { formatCall, type RpcParameter } from './encode.ts';
import { explainFault } from './failure.ts';
import { parseProcessInfo } from './process-info.ts';
import { createTransport, type TransportOptions } from './transport.ts';
import { addGroup, parseChanges, removeGroup, updateGroups } from './update.ts';
import { itemsOf, membersOf, type RpcValue, textOf } from './value.ts';

/** How supervisord is reached over its unix socket. */
export interface SupervisorRpcOptions extends TransportOptions {
  /** Milliseconds for one call. Must exceed every program's `startsecs` and `stopwaitsecs`. Default 60000. */
  readonly timeoutMs?: number;
}

/** Defaults of {@link SupervisorRpcOptions}. */
export const SUPERVISOR_RPC_DEFAULTS: Readonly<{ timeoutMs: number }> = Object.freeze({ timeoutMs: 60_000 });

/** supervisord over its unix socket. */
export interface SupervisorRpc extends SupervisorDriver, AsyncDisposable {
  /**
   * Any method, such as `supervisor.getState`. A fault rejects with the code that fits it. What changes something takes
   * no turn with the other methods.
   */
  call(method: string, parameters?: readonly RpcParameter[], options?: ControlOptions): Promise<RpcValue>;
  /** Closes the kept connections. Calls afterwards open new ones. */
  close(): Promise<void>;
}

/**
 * Drives supervisord by XML-RPC on kept connections: a poll costs about a hundredth of a supervisorctl
 * (supervisord 4). Calls that change something run one after another (supervisord 5); polls do not wait for them.
 */
export function createSupervisorRpc(options: SupervisorRpcOptions): SupervisorRpc {
  if (!options.socketPath.startsWith('/')) {
    throw new TypeError(`socketPath must be an absolute path, not ${JSON.stringify(options.socketPath)}`);
  }
  const defaultTimeoutMs = options.timeoutMs ?? SUPERVISOR_RPC_DEFAULTS.timeoutMs;
  const transport = createTransport(options);
  const turns = createTurns();

  const ask: Ask = async (method, parameters, { signal, timeoutMs = defaultTimeoutMs }): Promise<RpcAnswer> => {
    const body = formatCall(method, parameters);
    const repeatable = /^supervisor\.get|^system\./u.test(method);
    const startedAt = performance.now();
    const answer = await transport.post({ what: nameCall(method, parameters), body, timeoutMs, signal, repeatable });
    publishCall({ method, durationMs: performance.now() - startedAt });
    const read = parseAnswer(answer);
    if (read === undefined) throw misunderstood(nameCall(method, parameters), answer);
    return read;
  };

  const call: SupervisorRpc['call'] = async (method, parameters = [], given = {}) => {
    const answer = await ask(method, parameters, given);
    if ('value' in answer) return answer.value;
    throw explainFault(nameCall(method, parameters), answer.fault.code, answer.fault.text);
  };

  const status = async (given: ControlOptions = {}): Promise<readonly ProgramStatus[]> => {
    const items = itemsOf(await call('supervisor.getAllProcessInfo', [], given));
    const parsed = items.flatMap((item) => parseProcessInfo(item) ?? []);
    if (parsed.length !== items.length) throw misunderstood('getAllProcessInfo', 'a process without name or state');
    return parsed;
  };

  const reread = async (given: ControlOptions): Promise<UpdateResult> => {
    const answer = await call('supervisor.reloadConfig', [], given);
    const changes = parseChanges(answer);
    if (changes === undefined) throw misunderstood('reloadConfig', JSON.stringify(answer));
    return changes;
  };

  const act = async (action: Action, name: string, given: ControlOptions): Promise<void> => {
    assertAddress(name);
    await turns.run(() => performAction(ask, action, name, given), given.signal);
  };

  const close = (): Promise<void> => {
    transport.close();
    return Promise.resolve();
  };

  return {
    call,
    status,
    statusOf: async (name, given) => findStatus(await status(given), name),
    start: async (name, given = {}) => act({ verb: 'start' }, name, given),
    stop: async (name, given = {}) => act({ verb: 'stop' }, name, given),
    async restart(name, given = {}) {
      assertAddress(name);
      await turns.run(async () => {
        await performAction(ask, { verb: 'stop' }, name, given);
        await performAction(ask, { verb: 'start' }, name, given);
      }, given.signal);
    },
    async signal(name, signal, given = {}) {
      assertSignal(signal);
      await act({ verb: 'signal', signal }, name, given);
    },
    async pid(name, given) {
      assertAddress(name);
      const { pid } = membersOf(await call('supervisor.getProcessInfo', [name], given));
      return typeof pid === 'number' && pid > 0 ? pid : undefined;
    },
    reread: async (given = {}) => turns.run(() => reread(given), given.signal),
    async update(names = [], given = {}) {
      for (const name of names) assertAddress(name);
      return turns.run(() => updateGroups({ ask, status, reread }, names, given), given.signal);
    },
    async add(group, given = {}) {
      assertGroup(group);
      await turns.run(() => addGroup(ask, group, given), given.signal);
    },
    async remove(group, given = {}) {
      assertGroup(group);
      await turns.run(() => removeGroup(ask, group, given), given.signal);
    },
    async identify(given) {
      const [pid, version] = await Promise.all([
        call('supervisor.getPID', [], given),
        call('supervisor.getSupervisorVersion', [], given),
      ]);
      if (typeof pid !== 'number' || typeof version !== 'string')
        throw misunderstood('identify', textOf([pid, version]));
      return { pid, version };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function nameCall(method: string, parameters: readonly RpcParameter[]): string {
  return [method.replace(/^supervisor\./u, ''), ...parameters.map(String)].join(' ');
}

function misunderstood(what: string, answer: string): SupervisorBridgeError {
  return new SupervisorBridgeError(
    'SUPERVISOR_UNEXPECTED',
    `Cannot ${what}: the answer is not of supervisord: ${JSON.stringify(answer.slice(0, 200))}. Check socketPath.`,
  );
}
