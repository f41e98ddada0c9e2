import { describe, expect, test } from 'vitest';
import { deviceCall } from '../support/call.ts';
import { DEVICE, startWithDevice } from '../support/emulator.ts';

describe('record (exosite 2.5)', () => {
  test('several aliases with their own times', async () => {
    const { emulator, url, cik } = await startWithDevice();
    const body = 'alias=temperature&1408088308=44&1408088310=45&alias=humidity&1408088308=21&1408088310=22';
    expect((await deviceCall(`${url}/onep:v1/stack/record`, cik, body)).status).toBe(204);
    expect(emulator.history(DEVICE, 'temperature')).toMatchObject([
      { timestamp: 1_408_088_308, text: '44' },
      { timestamp: 1_408_088_310, text: '45' },
    ]);
    expect(emulator.read(DEVICE, 'humidity')?.text).toBe('22');
  });

  test('the older form for one alias', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    expect((await deviceCall(`${stack}/my%20alias`, cik, '1408088308=44&1408088309=45')).status).toBe(204);
    expect(emulator.history(DEVICE, 'my alias').map(({ text }) => text)).toEqual(['44', '45']);
  });

  test('a taken second is refused by name, the rest is stored', async () => {
    const { emulator, url, cik } = await startWithDevice();
    const record = `${url}/onep:v1/stack/record`;
    await deviceCall(record, cik, 'alias=a&100=x&101=y&alias=b%26c&200=z');
    const reply = await deviceCall(record, cik, 'alias=a&100=x&101=other&102=new&alias=b%26c&200=z&alias=d&1=1');
    expect(reply).toMatchObject({ status: 409, body: 'a=100,101&b%26c=200' });
    expect(emulator.history(DEVICE, 'a').map(({ text }) => text)).toEqual(['x', 'y', 'new']);
    expect(emulator.read(DEVICE, 'd')?.text).toBe('1');
  });

  test('a second taken by a write or by the cloud conflicts too', async () => {
    const { emulator, stack, cik } = await startWithDevice();
    await deviceCall(stack, cik, 'a=1');
    emulator.write(DEVICE, { b: '1' });
    expect((await deviceCall(`${stack}/a`, cik, '1408088308=2')).body).toBe('a=1408088308');
    expect((await deviceCall(`${stack}/b`, cik, '1408088308=2')).body).toBe('b=1408088308');
  });

  test('a malformed body is 400 and stores nothing at all', async () => {
    const { emulator, url, cik } = await startWithDevice();
    expect((await deviceCall(`${url}/onep:v1/stack/record`, cik, 'alias=a&100=x&now=y')).status).toBe(400);
    expect(emulator.aliases(DEVICE)).toEqual([]);
    expect(emulator.requests().at(-1)?.note).toMatch(/malformed record/);
  });
});

test('the path of the heading, without a second alias, is taken too (exosite 9)', async () => {
  const { emulator, url, cik } = await startWithDevice();
  expect((await deviceCall(`${url}/onep:v1/stack/a`, cik, '100=1')).status).toBe(204);
  expect(emulator.history(DEVICE, 'a')).toMatchObject([{ timestamp: 100, text: '1' }]);
});
