import { expect, test } from 'vitest';
import { call, type Reply } from '../../support/call.ts';
import { activate, DEVICE, PRODUCT, startEmulator } from '../../support/emulator.ts';
import { TOKEN } from '../../support/manage.ts';

const API = '/api:1/product/dubhxzv0r4e1m7vj';

test('log in, upload, enable, write, read: what MrMurano does for an app (exosite 4, gwe M154)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  const logIn = (password: string): Promise<Reply> =>
    call(`${url}/api:1/token/`, { body: JSON.stringify({ email: 'a@b.c', password }) });
  expect((await logIn('wrong')).status).toBe(401);
  const { token } = JSON.parse((await logIn(TOKEN)).body) as { token: string };
  const tool = (path: string, body?: string, type = 'application/json'): Promise<Reply> => {
    const headers = { Authorization: `token ${token}`, 'Content-Type': type };
    return call(url + API + path, { headers, ...(body === undefined ? {} : { body }) });
  };
  const form = 'application/x-www-form-urlencoded';
  const content = `/proxy/provision/manage/content/${PRODUCT.model}/`;
  expect((await tool(content, 'id=app.v1.tar.gz&meta=', form)).status).toBe(205);
  expect((await tool(`${content}app.v1.tar.gz`, 'blob', 'application/gzip')).status).toBe(205);
  expect((await tool(content)).body).toBe('app.v1.tar.gz\r\n');

  expect((await tool(`/device/${DEVICE.serial}`, '')).status).toBe(200);
  await activate(url);
  expect((await tool(`/write/${DEVICE.serial}`, '{"engine_fetch":"{}","n":1}')).body).toBe('{}');
  expect(emulator.read(DEVICE, 'n')?.text).toBe('1');

  const line = (await tool(`/proxy/provision/manage/model/${PRODUCT.model}/`)).body;
  const rid = line.split(',')[1] ?? '';
  const rpc = { auth: { client_id: rid }, calls: [{ id: 1, procedure: 'read', arguments: [{ alias: 'n' }, {}] }] };
  const reply = await tool('/proxy/onep:v1/rpc/process', JSON.stringify(rpc));
  expect(reply.body).toBe('[{"id":1,"status":"ok","result":[[1408088308,"1"]]}]');
});

test('nothing without the token, to nobody and with nonsense', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.enableDevice(DEVICE);
  const write = (serial: string, body: string, token = TOKEN): Promise<number> =>
    call(`${url}${API}/write/${serial}`, { body, headers: { Authorization: `Token ${token}` } }).then(
      ({ status }) => status,
    );
  expect(await write(DEVICE.serial, '{"a":"1"}', 'wrong')).toBe(401);
  expect(await write('none', '{"a":"1"}')).toBe(404);
  for (const body of ['', '[]', '{}', '{"a":null}', '{"":"1"}']) expect(await write(DEVICE.serial, body)).toBe(400);
  const rpc = JSON.stringify({ auth: { client_id: 'f'.repeat(40) }, calls: [] });
  expect((await call(`${url}${API}/proxy/onep:v1/rpc/process`, { body: rpc })).body).toContain('401');
});
