import { beforeEach, expect, test } from 'vitest';

import type { Reports } from '../../src/reports/collect.ts';
import { collectDeviceInfo, type DeviceInfo } from '../../src/reports/device-info.ts';
import { createReportNews, REFRESH_MS, type ReportNews } from '../../src/reports/news.ts';
import { createManualClock, type ManualClock } from '../fixtures/manual-clock.ts';

let clock: ManualClock;
let news: ReportNews;
let info: DeviceInfo;

beforeEach(async () => {
  clock = createManualClock();
  news = createReportNews(clock);
  info = await collectDeviceInfo('1.2.3', 0);
});

const usage = (bytes: number) => ({
  eth0: { gwe: { 'actvt:S-1': { tot_rx: bytes, max_rx: bytes, tot_tx: 0, max_tx: 0, num: 1 } } },
});

const reports = (changes: Partial<Reports> = {}): Reports => ({
  engine_report: { apps: [] },
  device_info: info,
  usage_report: usage(1000),
  ...changes,
});

function tell(now: Reports): readonly string[] {
  const selection = news.select(now);
  selection.delivered();
  return Object.keys(selection.values);
}

const ALL = ['engine_report', 'device_info', 'usage_report'];

test('everything is news at first, then only the sign of life is (design 4.3)', () => {
  expect(tell(reports())).toEqual(ALL);
  expect(tell(reports())).toEqual(['engine_report']);
});

test('what the platform did not take stays news', () => {
  news.select(reports());
  expect(tell(reports())).toEqual(ALL);
});

test('memory, load, uptime, temperature and clock are noise; an address or a version is not', () => {
  tell(reports());
  const noise = { ...info, free: 'other', load: [9, 9, 9], uptime_s: 1, temperature_c: 99, clock_s: 5 };
  expect(tell(reports({ device_info: noise }))).toEqual(['engine_report']);
  const moved = { ...noise, ipaddrs: 'eth0 10.9.8.7' };
  expect(tell(reports({ device_info: moved }))).toEqual(['engine_report', 'device_info']);
  expect(tell(reports({ device_info: { ...moved, engine: '1.2.4' } }))).toEqual(['engine_report', 'device_info']);
});

test('a disk that fills up by some percent is news, one that moves a little is not', () => {
  const disk = (used: number, percent: number) => ({
    ...info,
    df: `Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/root 1000 ${used} ${1000 - used} ${percent}% /\n`,
  });
  tell(reports({ device_info: disk(500, 50) }));
  expect(tell(reports({ device_info: disk(511, 52) }))).toEqual(['engine_report']);
  expect(tell(reports({ device_info: disk(560, 56) }))).toEqual(['engine_report', 'device_info']);
});

test('usage is news when it has doubled', () => {
  tell(reports());
  expect(tell(reports({ usage_report: usage(1010) }))).toEqual(['engine_report']);
  expect(tell(reports({ usage_report: usage(2100) }))).toEqual(['engine_report', 'usage_report']);
});

test('once a day everything is told again: the cloud keeps only the last (gwe 65)', () => {
  tell(reports());
  clock.advance(REFRESH_MS - 1);
  expect(tell(reports())).toEqual(['engine_report']);
  clock.advance(1);
  expect(tell(reports())).toEqual(ALL);
});
