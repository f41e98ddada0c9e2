import { type StoredDevice } from '../../store/device-store.ts';
import { type Point } from '../../types.ts';
import { DONE, json, type ConsoleAnswer, type ConsoleCall, type ConsoleRoute } from '../exchange.ts';
import { parseFields, textField } from '../json-body.ts';
import { csvFileName, formatSeriesCsv } from '../series-csv.ts';
import { toValueView } from '../value-view.ts';
import { withDevice } from './devices.ts';

const ALIAS = '/api/devices/:vendor/:model/:serial/aliases/:alias';
/** Points that a chart gets: more than any screen has columns. */
const MAX_POINTS = 10_000;
/** Text that one answer carries; reports are long, and their history is for looking at, not for copying. */
const MAX_TEXT_CHARS = 8 * 1024 * 1024;

/** History of one resource as JSON and as CSV, and setting it as the cloud side would. */
export const seriesRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: ALIAS, handle: (call) => withDevice(call, readSeries) },
  { method: 'GET', path: `${ALIAS}/values.csv`, handle: (call) => withDevice(call, exportSeries) },
  { method: 'PUT', path: ALIAS, handle: (call) => withDevice(call, write) },
];

function readSeries(device: StoredDevice, { host, params }: ConsoleCall): ConsoleAnswer {
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER, order: 'desc', limit: MAX_POINTS + 1 } as const;
  const newest = host.platform.values.range(device, params['alias'] ?? '', range);
  const kept = takeBounded(newest);
  return json({ points: kept.map(toValueView).reverse(), isCut: kept.length < newest.length });
}

function takeBounded(newest: readonly Point[]): readonly Point[] {
  let chars = 0;
  const tooFar = newest.findIndex(({ text }, index) => {
    chars += text.length;
    return index >= MAX_POINTS || chars > MAX_TEXT_CHARS;
  });
  return tooFar === -1 ? newest : newest.slice(0, tooFar);
}

function exportSeries(device: StoredDevice, { host, params }: ConsoleCall): ConsoleAnswer {
  const alias = params['alias'] ?? '';
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${csvFileName(device.serial, alias)}"`,
    },
    body: formatSeriesCsv(host.platform.values.history(device, alias)),
  };
}

function write(device: StoredDevice, { host, params, body }: ConsoleCall): ConsoleAnswer {
  const value = Buffer.from(textField(parseFields(body), 'value'));
  host.platform.values.write(device, new Map([[params['alias'] ?? '', value]]), 'cloud');
  return DONE;
}
