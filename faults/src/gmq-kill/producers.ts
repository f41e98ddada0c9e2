import { Agent, request } from 'node:http';

/** One value on its way in. */
interface Sending {
  readonly alias: string;
  readonly value: string;
  readonly path: string;
  readonly body: string;
}

/** What the applications of one gateway know. */
export interface Ledger {
  /** Values by alias for which a 204 came. */
  readonly acknowledged: Map<string, string[]>;
  /** How many. */
  count: number;
  /** The number of the last value that was made. */
  last: number;
}

/** Aliases that values are written to in turn: a second has room for one value of each. */
const WRITTEN_ALIASES = 400;

/** Records carry times from here on, one second apart: each has its place in the series. */
const FIRST_RECORD_SECOND = 1_000_000_000;

/** Applications that have sent nothing yet. */
export function createLedger(): Ledger {
  return { acknowledged: new Map(), count: 0, last: 0 };
}

/** Sends values over several connections until the gateway dies, or `most` more are acknowledged. */
export async function sendUntilDead(
  url: string,
  identity: string,
  ledger: Ledger,
  { connections, most }: { readonly connections: number; readonly most: number },
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const enough = ledger.count + most;
  async function send(): Promise<void> {
    while (ledger.count < enough) {
      const sending = nextSending((ledger.last += 1));
      if ((await post(agent, url + sending.path, identity, sending.body)) !== 204) continue;
      const values = ledger.acknowledged.get(sending.alias) ?? [];
      values.push(sending.value);
      ledger.acknowledged.set(sending.alias, values);
      ledger.count += 1;
    }
  }
  await Promise.allSettled(Array.from({ length: connections }, send));
  agent.destroy();
}

function nextSending(number: number): Sending {
  const value = `v${number}`;
  const second = FIRST_RECORD_SECOND + number;
  switch (number % 3) {
    case 0: {
      const alias = `written-${number % WRITTEN_ALIASES}`;
      return { alias, value, path: '/onep:v1/stack/alias', body: `${alias}=${value}` };
    }
    case 1:
      return { alias: 'recorded', value, path: '/onep:v1/stack/alias/recorded', body: `${second}=${value}` };
    default:
      return { alias: 'batch', value, path: '/onep:v1/stack/record', body: `alias=batch&${second}=${value}` };
  }
}

/** Resolves with the status; rejects when the connection breaks. */
function post(agent: Agent, url: string, identity: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'X-Exosite-VMS': identity, 'Content-Length': Buffer.byteLength(body) };
    const asked = request(url, { agent, method: 'POST', headers }, (response) => {
      response.resume().on('end', () => {
        resolve(response.statusCode);
      });
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
