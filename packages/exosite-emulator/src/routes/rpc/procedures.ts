import { EMULATOR_DEFAULTS } from '../../defaults.ts';
import { resourceId } from '../../device/resource-id.ts';
import { type Platform } from '../../platform.ts';
import { type StoredDevice } from '../../store/device-store.ts';
import { waitForPoint } from '../../value-wait.ts';
import { type Point } from '../../types.ts';
import { numberOption, resolveAlias, toPoints } from './arguments.ts';
import { isRecord, toBytes } from './json.ts';

/** What a procedure works on. */
export interface RpcContext {
  readonly platform: Platform;
  readonly device: StoredDevice;
  readonly args: readonly unknown[];
  readonly signal: AbortSignal;
}

/** `status` is `ok`, a word of the platform, or the refused points (exosite 5). */
export interface RpcResult {
  /** Beside a status of `fail` only. */
  readonly error?: { readonly code: number; readonly message: string; readonly context: string };
  readonly status: unknown;
  readonly result?: unknown;
}

/** One procedure. */
export type Procedure = (context: RpcContext) => RpcResult | Promise<RpcResult>;

const OK: RpcResult = { status: 'ok' };
const INVALID: RpcResult = { status: 'invalid' };
const DEFAULT_WAIT_MS = 30_000;

/** The procedures that the third-party clients need (exosite 8.9). */
export const PROCEDURES: ReadonlyMap<string, Procedure> = new Map<string, Procedure>([
  ['read', read],
  ['write', write],
  ['record', recordBatch],
  ['recordbatch', recordBatch],
  ['flush', flush],
  ['wait', wait],
  ['info', info],
  ['listing', listing],
  ['lookup', lookup],
]);

function read(context: RpcContext): RpcResult {
  const alias = aliasOf(context);
  if (alias === undefined) return INVALID;
  const options = context.args[1];
  const range = {
    from: numberOption(options, 'starttime') ?? 0,
    to: numberOption(options, 'endtime') ?? Number.MAX_SAFE_INTEGER,
    order: isRecord(options) && options['sort'] === 'asc' ? 'asc' : 'desc',
    limit: Math.max(1, numberOption(options, 'limit') ?? 1),
  } as const;
  return { ...OK, result: context.platform.values.range(context.device, alias, range).map(toPair) };
}

function write(context: RpcContext): RpcResult {
  const [alias, value] = [aliasOf(context), toBytes(context.args[1])];
  if (alias === undefined || value === undefined) return INVALID;
  context.platform.values.write(context.device, new Map([[alias, value]]), 'device');
  return OK;
}

/** Stores what it can; the status names the points that were refused. */
function recordBatch(context: RpcContext): RpcResult {
  const { platform, device, args } = context;
  const [alias, points] = [aliasOf(context), toPoints(args[1])];
  if (alias === undefined || points === undefined) return INVALID;
  const now = platform.nowSeconds();
  const timed = points.map(({ given, value }) => ({ alias, value, timestamp: given < 0 ? now + given : given }));
  const conflicts = platform.values.record(device, timed);
  return conflicts.length === 0 ? OK : { status: conflicts.map(({ timestamp }) => [timestamp, 'invalid']) };
}

function flush(context: RpcContext): RpcResult {
  const alias = aliasOf(context);
  if (alias === undefined) return INVALID;
  const options = context.args[1];
  const from = (numberOption(options, 'newerthan') ?? -1) + 1;
  const to = (numberOption(options, 'olderthan') ?? Number.MAX_SAFE_INTEGER) - 1;
  context.platform.values.flush(context.device, alias, from, to);
  return OK;
}

async function wait(context: RpcContext): Promise<RpcResult> {
  const { platform, device, args, signal } = context;
  const alias = aliasOf(context);
  if (alias === undefined) return INVALID;
  const asked = numberOption(args[1], 'timeout') ?? DEFAULT_WAIT_MS;
  const timeoutMs = Math.min(EMULATOR_DEFAULTS.maxPollMs, Math.max(0, asked));
  const since = numberOption(args[1], 'since');
  const point = await waitForPoint(platform, { device, alias, since, timeoutMs, signal });
  return point === undefined ? { status: 'expire' } : { ...OK, result: toPair(point) };
}

function info({ platform, device, args }: RpcContext): RpcResult {
  const alias = resolveAlias(platform, device, args[0]);
  if (alias === undefined) return INVALID;
  const { serial } = device;
  const aliases = platform.values.aliases(device).map((name) => [resourceId(device, name), [name]] as const);
  const sections = new Map<string, unknown>([
    ['basic', { type: alias === '' ? 'client' : 'dataport', status: platform.devices.status(device) }],
    ['description', alias === '' ? { name: serial } : { name: alias, format: 'string' }],
    ['aliases', alias === '' ? Object.fromEntries(aliases) : {}],
  ]);
  const asked = isRecord(args[1]) ? Object.keys(args[1]) : [];
  const shown = [...sections].filter(([name]) => asked.length === 0 || asked.includes(name));
  return { ...OK, result: Object.fromEntries(shown) };
}

function listing({ platform, device, args }: RpcContext): RpcResult {
  const alias = resolveAlias(platform, device, args[0]);
  const types: unknown = args[1];
  if (alias !== '' || !Array.isArray(types)) return INVALID;
  const dataports = platform.values.aliases(device).map((name) => resourceId(device, name));
  const names = types.filter((type) => typeof type === 'string');
  return { ...OK, result: Object.fromEntries(names.map((type) => [type, type === 'dataport' ? dataports : []])) };
}

function lookup({ platform, device, args }: RpcContext): RpcResult {
  const [kind, alias] = args;
  if ((kind !== 'alias' && kind !== 'aliased') || typeof alias !== 'string') return INVALID;
  const isKnown = alias === '' || platform.values.aliases(device).includes(alias);
  return isKnown ? { ...OK, result: resourceId(device, alias) } : INVALID;
}

/** The resource of the first argument; the device itself holds no values. */
function aliasOf({ platform, device, args }: RpcContext): string | undefined {
  const alias = resolveAlias(platform, device, args[0]);
  return alias === '' ? undefined : alias;
}

function toPair({ timestamp, text }: Point): readonly [number, string] {
  return [timestamp, text];
}
