import { describe, expect, test } from 'vitest';
import { call, type Reply } from '../support/call.ts';
import { PRODUCT, startWithDevice, type Rig } from '../support/emulator.ts';

const OWN = `vendor=${PRODUCT.vendor}&model=${PRODUCT.model}`;
const BLOB = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

async function startWithContent(): Promise<Rig> {
  const rig = await startWithDevice();
  rig.emulator.uploadContent(PRODUCT, 'fw.bin', BLOB, { contentType: 'application/x-fw', meta: 'a,b' });
  rig.emulator.uploadContent(PRODUCT, 'app.v1.tar.gz', Buffer.from('app'));
  rig.emulator.uploadContent({ vendor: 'other', model: 'other' }, 'secret', Buffer.from('secret'));
  return rig;
}

function download({ url, cik }: Rig, query: string, headers: Record<string, string> = {}): Promise<Reply> {
  return call(`${url}/provision/download?${query}`, { headers: { 'X-Exosite-CIK': cik, ...headers } });
}

describe('list (exosite 3.2)', () => {
  test('one id per line, lines end CR LF, with the product named or not', async () => {
    const rig = await startWithContent();
    for (const query of [OWN, '']) {
      const reply = await download(rig, query);
      expect(reply).toMatchObject({ status: 200, body: 'app.v1.tar.gz\r\nfw.bin\r\n' });
      expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    }
  });

  test('a foreign or incomplete product is 403, no CIK 401', async () => {
    const rig = await startWithContent();
    expect((await download(rig, 'vendor=other&model=other')).status).toBe(403);
    const half = await download(rig, `vendor=${PRODUCT.vendor}`);
    expect(half).toMatchObject({ status: 403, body: 'HTTP/1.1 403 Forbidden\r\n' });
    expect((await call(`${rig.url}/provision/download?${OWN}`)).status).toBe(401);
  });

  test('the CIK may come as X-Exosite-Token (exosite 1.2)', async () => {
    const { url, cik } = await startWithContent();
    expect((await call(`${url}/provision/download?${OWN}`, { headers: { 'X-Exosite-Token': cik } })).status).toBe(200);
  });
});

describe('info (exosite 3.3)', () => {
  test('type, size, time and meta without a line end, in any order of the query', async () => {
    const rig = await startWithContent();
    const reply = await download(rig, `info=true&${OWN}&id=fw.bin`);
    expect(reply).toMatchObject({ status: 200, body: 'application/x-fw,256,1408088308,a,b' });
  });

  test('a foreign product is 400, an unknown id 404', async () => {
    const rig = await startWithContent();
    expect((await download(rig, 'vendor=other&model=other&id=secret&info=true')).status).toBe(400);
    expect((await download(rig, `${OWN}&id=none&info=true`)).status).toBe(404);
  });
});

describe('blob (exosite 3.4)', () => {
  test('all bytes with the type of the upload and validators', async () => {
    const reply = await download(await startWithContent(), `${OWN}&id=fw.bin`);
    expect(reply.status).toBe(200);
    expect(reply.bytes.equals(BLOB)).toBe(true);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/x-fw', 'content-length': '256' });
    expect(reply.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test.each([
    ['bytes=0-15', 0, 15],
    ['bytes=200-', 200, 255],
    ['bytes=-16', 240, 255],
  ])('%s is 206 with that part', async (range, first, last) => {
    const reply = await download(await startWithContent(), `${OWN}&id=fw.bin`, { Range: range });
    expect(reply.status).toBe(206);
    expect(reply.bytes.equals(BLOB.subarray(first, last + 1))).toBe(true);
    expect(reply.headers).toMatchObject({
      'content-range': `bytes ${first}-${last}/256`,
      'content-length': String(last - first + 1),
      'accept-ranges': 'bytes',
    });
  });

  test('a range behind the end is 416', async () => {
    const reply = await download(await startWithContent(), `${OWN}&id=fw.bin`, { Range: 'bytes=256-' });
    expect(reply).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */256' } });
  });

  test('If-Range with another ETag sends the whole blob', async () => {
    const rig = await startWithContent();
    const etag = (await download(rig, `${OWN}&id=fw.bin`)).headers.etag ?? '';
    const resume = { Range: 'bytes=250-', 'If-Range': etag };
    expect((await download(rig, `${OWN}&id=fw.bin`, resume)).status).toBe(206);
    rig.emulator.uploadContent(PRODUCT, 'fw.bin', Buffer.alloc(300));
    expect(await download(rig, `${OWN}&id=fw.bin`, resume)).toMatchObject({ status: 200, bytes: Buffer.alloc(300) });
  });

  test('content of another product cannot be fetched', async () => {
    const rig = await startWithContent();
    expect((await download(rig, 'vendor=other&model=other&id=secret')).status).toBe(403);
    expect((await download(rig, 'id=secret')).status).toBe(404);
  });
});
