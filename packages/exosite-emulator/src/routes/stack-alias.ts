import { MEDIA, refuse, type Answer, type DeviceCall } from '../http/exchange.ts';
import { type Route } from '../http/route.ts';
import { formatForm, parseForm } from '../wire/form.ts';
import { parsePollMs } from '../wire/time.ts';
import { EMULATOR_DEFAULTS } from '../defaults.ts';
import { pollAlias } from './long-poll.ts';

const PATH = '/onep:v1/stack/alias';

/** Write, read and hybrid (exosite 2.1 to 2.4). */
export const stackAliasRoutes: readonly Route[] = [
  { method: 'POST', path: PATH, auth: 'device', handle: writeThenRead },
  { method: 'GET', path: PATH, auth: 'device', handle: readOrPoll },
];

/** All writes happen before all reads (exosite 2.3). */
function writeThenRead(call: DeviceCall): Answer {
  const values = new Map<string, Uint8Array>();
  for (const { name, value } of parseForm(call.request.body)) {
    if (name === '') return refuse(400, 'a value without an alias');
    values.set(name, value ?? new Uint8Array());
  }
  const aliases = askedAliases(call);
  if (values.size === 0 && aliases.length === 0) return refuse(400, 'nothing to write and nothing to read');
  if (values.size > 0) call.platform.values.write(call.device, values, 'device');
  return readAliases(call, aliases);
}

function readOrPoll(call: DeviceCall): Answer | Promise<Answer> {
  const aliases = askedAliases(call);
  const timeout = call.request.headers['request-timeout'];
  const pollMs = parsePollMs(Array.isArray(timeout) ? timeout[0] : timeout, EMULATOR_DEFAULTS.maxPollMs);
  if (pollMs === undefined) return readAliases(call, aliases);
  const [alias, ...others] = aliases;
  if (alias === undefined || others.length > 0) return refuse(400, 'a long-poll takes exactly one alias');
  return pollAlias(call, alias, pollMs);
}

/** The latest value of each alias in the order asked; those without one are left out (exosite 2.2). */
function readAliases({ platform, device }: DeviceCall, aliases: readonly string[]): Answer {
  const pairs: (readonly [string, Uint8Array])[] = [];
  for (const alias of aliases) {
    const point = platform.values.latest(device, alias);
    if (point !== undefined) pairs.push([alias, point.value]);
  }
  return pairs.length === 0 ? { status: 204 } : { status: 200, headers: MEDIA.form, body: formatForm(pairs) };
}

function askedAliases({ request }: DeviceCall): readonly string[] {
  return [...new Set(parseForm(request.query).map(({ name }) => name))].filter((name) => name !== '');
}
