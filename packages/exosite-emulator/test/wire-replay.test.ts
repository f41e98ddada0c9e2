import { describe, expect, test, vi } from 'vitest';
import { type Emulator } from '../src/index.ts';
import { openConnection, type RawAnswer } from './support/connection.ts';
import { PRODUCT, startEmulator } from './support/emulator.ts';
import { TOKEN } from './support/manage.ts';
import { CAPTURES } from './support/wire.ts';
import { BLOB, SCENES, type Expected } from './support/wire-scenes.ts';

/** Credentials that stand in the captures: made up for the documents and for tests. */
const CIK = '22596363b3de40b06f981fb85d82312e8c0ed511';
const MURANO_TOKEN = '0000000000376925b22a4d9ad40b96185f9c5340';
const EXAMPLE = { vendor: 'mysubdomain', model: 'myclientmodel' } as const;

/** The credential of the management calls in a capture. */
function vendorTokenOf(name: string): string {
  if (name.startsWith('curl--provision_')) return 'MY_VENDOR_TOKEN';
  return name.startsWith('curl--bizapi_') ? MURANO_TOKEN : TOKEN;
}

/** A platform that knows everything the captures name. */
async function startStage(name: string): Promise<Emulator> {
  const { emulator, clock } = await startEmulator({ vendorToken: vendorTokenOf(name) });
  const isDocument = CAPTURES.get(name)?.includes('mysubdomain') === true;
  const product = isDocument ? EXAMPLE : PRODUCT;
  const gateway = { ...product, serial: 'gateway' };
  for (const [owner, serials] of [
    [PRODUCT, ['gateway', '00:2F:AC:43:55:A0', '02ab7fc89', '000001']],
    [EXAMPLE, ['gateway', '12345678']],
  ] as const) {
    for (const serial of serials) emulator.enableDevice({ ...owner, serial });
  }
  emulator.activateDevice(gateway, { cik: CIK });
  emulator.enableDevice({ ...PRODUCT, serial: 'app' });
  emulator.activateDevice({ ...PRODUCT, serial: 'app' }, { cik: 'b08d341ac17f355eec975ab0593b93ae17dd6329' });
  emulator.enableDevice({ ...PRODUCT, serial: 'rpc' });
  emulator.activateDevice({ ...PRODUCT, serial: 'rpc' }, { cik: 'bef3c7f91ac3562e6a2212345678901234567890' });
  emulator.write({ ...PRODUCT, serial: 'rpc' }, { log: 'line' });
  for (const id of ['app.v1.tar.gz', 'fw.bin', 'splash01.png']) {
    emulator.uploadContent(product, id, Buffer.from(BLOB), { contentType: 'application/gzip' });
  }
  const murano = { vendor: 'zxxak388kb3gnwmi', model: 'zxxak388kb3gnwmi' };
  emulator.uploadContent(murano, 'from-murano.tar.gz', Buffer.from(BLOB));
  clock.advance(1);
  const values = { state: 'on', led: '1', thermostat: '20', engine_fetch: '{"install":[]}', 'update interval': '60' };
  emulator.write(gateway, name.includes('record') ? values : { ...values, temperature: '43' });
  clock.advance(91);
  return emulator;
}

function checkAnswer(answer: RawAnswer, { status, body, headers = {} }: Expected): void {
  expect(answer.status).toBe(status);
  if (typeof body === 'string') expect(answer.body).toBe(body);
  if (body instanceof RegExp) expect(answer.body).toMatch(body);
  // Clients look for exactly this spelling, and read once (exosite 1.5).
  expect(answer.headers.get('Content-Length')).toBe(String(Buffer.byteLength(answer.body, 'latin1')));
  expect(answer.headers.get('Connection')).toBe('keep-alive');
  expect(answer.segments).toBe(1);
  for (const [name, value] of Object.entries(headers)) {
    expect(answer.headers.get(name), name).toEqual(typeof value === 'string' ? value : expect.stringMatching(value));
  }
}

test('every capture has a scene and every scene a capture', () => {
  expect([...CAPTURES.keys()].sort()).toEqual(Object.keys(SCENES).sort());
});

describe('captured requests, byte for byte, twice on one connection', () => {
  test.each(Object.entries(SCENES))('%s', async (name, { answers, fault, prepare }) => {
    const request = CAPTURES.get(name) ?? Buffer.of();
    const emulator = await startStage(name);
    prepare?.(emulator);
    if (fault !== undefined) emulator.injectFault(fault);
    // Long-polls of five seconds: their time passes when all of it has been asked for.
    const isPoll = answers[0].status === 304 && fault === undefined;
    if (isPoll) vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const connection = await openConnection(emulator.url);
      for (const expected of [answers[0], answers[1] ?? answers[0]]) {
        const answer = connection.exchange(request);
        if (isPoll) await letPollPass(emulator);
        checkAnswer(await answer, expected);
      }
    } finally {
      vi.useRealTimers();
    }
  });
});

async function letPollPass(emulator: Emulator): Promise<void> {
  const gateway = (): unknown => emulator.devices().find(({ cik }) => cik === CIK)?.lastSeen;
  while (gateway() === undefined || vi.getTimerCount() === 0) await new Promise(setImmediate);
  vi.advanceTimersByTime(5000);
}

test('the captures hold no line ends but CR LF in their heads: nobody has rewritten them', () => {
  for (const [name, request] of CAPTURES) {
    const head = request.subarray(0, request.indexOf('\r\n\r\n')).toString('latin1');
    expect(head.replaceAll('\r\n', ''), name).not.toMatch(/[\r\n]/);
  }
});
