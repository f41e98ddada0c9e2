import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';

import { createEngineConfig } from '../packages/gateway-engine/src/configuration/engine-config.ts';
import { createGatewayCfg } from '../packages/gateway-engine/src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../packages/gateway-engine/src/paths.ts';
import { createStandardGateway } from '../packages/gateway-engine/src/standard-gateway.ts';
import { parseCitations } from '../scripts/citations.ts';
import { DOCUMENT, findGaps, formatCompatibility, readCitations, readSections } from '../scripts/compatibility.ts';
import { ROOT } from './workspace.ts';

const SECTIONS = readSections();
const CITATIONS = readCitations();

test('every statement of sections A to N is there once, in order', () => {
  const numbers = Array.from({ length: 155 }, (_, index) => String(index + 1));
  const defects = Array.from({ length: 8 }, (_, index) => `N${index + 1}`);
  expect(SECTIONS.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMN');
  expect(SECTIONS.flatMap(({ statements }) => statements.map(({ id }) => id))).toEqual([...numbers, ...defects]);
});

test('every statement has a test that cites it or a stated difference, and no test cites what is not there', () => {
  expect(findGaps(SECTIONS, CITATIONS)).toEqual([]);
});

test('docs/compatibility.md is what the generator writes; to mend it: node scripts/compatibility.ts', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(formatCompatibility(SECTIONS, CITATIONS));
});

test('a gap is told: what nobody proves, and what nobody has stated', () => {
  const sections = [{ letter: 'A', title: 'x', statements: [{ id: '1', statement: 'runs' }] }];
  expect(findGaps(sections, [{ id: '2', written: 'cite 2', file: 'a.test.ts' }])).toEqual([
    '1 has neither a test nor a difference: runs',
    'a.test.ts cites "cite 2", but there is no statement 2',
  ]);
  expect(findGaps([{ ...sections[0]!, statements: [{ id: '1', statement: 'runs', difference: 'no' }] }], [])).toEqual(
    [],
  );
});

test.each([
  ['12', ['12']],
  ['12, 13', ['12', '13']],
  ['103–105', ['103', '104', '105']],
  ['85 to 87', ['85', '86', '87']],
  ['85-87, 90', ['85', '86', '87', '90']],
  ['K137, N3', ['137', 'N3']],
  ['A', ['A']],
  ['71, otau 4.4', ['71']],
  ['9–7', ['9–7']],
  ['4.4', []],
])('a citation of %s names %j', (list, ids) => {
  // The word is put before it here, as otherwise these samples would be citations.
  expect(parseCitations(`does it (exosite 2.5, gwe ${list})`).map(({ id }) => id)).toEqual(ids);
});

test('gwe.spec has the six resources, all text (gwe 50, 116)', () => {
  const spec = readFileSync(join(ROOT, 'release/gateway/specs/gwe.spec'), 'utf8');
  const resources = [...spec.matchAll(/- alias: (\w+)\n +format: (\w+)/g)].map(([, alias, format]) => [alias, format]);
  const aliases = ['usage_report', 'engine_report', 'device_info', 'engine_fetch', 'fetch_status', 'update_interval'];
  expect(resources).toEqual(aliases.map((alias) => [alias, 'string']));
});

test('a gateway calls itself GatewayEngine-vVERSION unless told otherwise (gwe 18, 44)', async () => {
  const agents: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    agents.push(headers['user-agent']);
    response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = await mkdtemp(join(tmpdir(), 'agent-'));
  onTestFinished(async () => {
    server.close();
    await rm(root, { recursive: true, force: true });
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const paths = gatewayPaths(root);
  await createGatewayCfg(paths.gatewayCfg).update({ vendor: 'v', model: 'm', uuid: 'S-1' });
  const config = createEngineConfig(paths.engineConfig);
  for (const userAgent of ['', 'mine/1', '']) {
    await config.update({ userAgent, platformUrl: `http://127.0.0.1:${String(port)}` });
    await using standard = await createStandardGateway({ root, version: '9.8.7' });
    await expect(standard.gateway.once()).rejects.toMatchObject({ code: 'GATEWAY_NOT_ACTIVATED' });
  }
  expect(agents).toEqual(['GatewayEngine-v9.8.7', 'mine/1', 'GatewayEngine-v9.8.7']);
});

test('-c, -m, -r, -u and -i set one field each (gwe 13)', async () => {
  const root = await mkdtemp(join(tmpdir(), 'fields-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const main = join(ROOT, 'packages/gateway-engine/src/cli/main.ts');
  const cik = 'a'.repeat(40);
  const fields = ['-c', cik, '-m', 'model', '-r', 'vendor', '-u', 'serial', '-i', 'lo'];
  const { stdout } = await execa(process.execPath, [main, ...fields], { env: { GWE_ROOT: root } });
  expect(stdout).toBe(`[device]\ncik = ${cik}\nmodel = model\nvendor = vendor\nuuid = serial\niface = lo`);
});
