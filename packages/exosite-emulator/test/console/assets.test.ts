import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assetAnswer, assetName } from '../../src/console/assets.ts';
import { createFolder } from '../support/process.ts';

test.each(['/', '/devices', '/devices/v/m/s/reports', '/content', '/requests', '/faults', '/delivery'])(
  'the page %s is the document',
  (path) => {
    expect(assetName(path)).toBe('index.html');
  },
);

test.each(['/../package.json', '/sources.sha256', '/app.js/', '/devicesx', '/favicon.ico', '//app.js', '/api/devices'])(
  '%s is not a file of the console',
  (path) => {
    expect(assetName(path)).toBeUndefined();
  },
);

test('a file is sent with its type and validator, and not sent again', async () => {
  const folder = createFolder();
  writeFileSync(join(folder, 'app.js'), 'let a;');
  const first = await assetAnswer('app.js', undefined, folder);
  expect(first.headers).toMatchObject({
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
  });
  expect(Buffer.from(first.body).toString()).toBe('let a;');
  expect(await assetAnswer('app.js', first.headers['ETag'], folder)).toMatchObject({ status: 304, body: '' });
  writeFileSync(join(folder, 'app.js'), 'let b;');
  expect((await assetAnswer('app.js', first.headers['ETag'], folder)).status).toBe(200);
});

test('without a bundle the page says how to build it', async () => {
  const answer = await assetAnswer('index.html', undefined, createFolder());
  expect(answer.status).toBe(503);
  expect(answer.body).toContain('node packages/exosite-emulator/console/build.ts');
});
