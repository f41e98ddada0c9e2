import { encodeForm } from '../form.ts';
import type { CallOptions } from '../http/request.ts';
import { encodePart, parseLines, type ManagementAccess } from './access.ts';

/** A serial number of a model, as the platform lists it (exosite 4). */
export interface SerialEntry {
  readonly serial: string;
  /** `activated`, `notactivated`, `expired`. */
  readonly status: string;
  /** The resource id of its client; empty before it was enabled. */
  readonly rid: string;
  /** Free text given with the serial number. */
  readonly extra: string;
}

/** Which part of a list. */
export interface PageOptions extends CallOptions {
  readonly offset?: number;
  /** 5 to 1000; 1000 by default. */
  readonly limit?: number;
}

/** Serial numbers: the devices that may activate. `model` is the product id on Murano. */
export interface Serials {
  /** A part of all serial numbers (the platform gives 1000 at most). */
  list(model: string, page?: PageOptions): Promise<readonly SerialEntry[]>;
  /** Lets these serial numbers be enabled. DEVICE_CLIENT_CONFLICT if one is there already: then none is added. */
  add(model: string, serials: readonly string[], call?: CallOptions): Promise<void>;
  /** Takes them away, with their devices. */
  remove(model: string, serials: readonly string[], call?: CallOptions): Promise<void>;
  /** What the platform knows about one; DEVICE_CLIENT_NOT_FOUND if nothing. */
  status(model: string, serial: string, call?: CallOptions): Promise<SerialEntry>;
  /** Creates its client under an owner and opens the window for its activation; resolves with the client's RID. */
  enable(model: string, serial: string, owner: string, call?: CallOptions): Promise<string>;
  /** Takes its CIK away and opens the window again: it must activate anew (exosite 3.1). */
  regenerate(model: string, serial: string, call?: CallOptions): Promise<void>;
  /** Takes its CIK away and closes the window. */
  disable(model: string, serial: string, call?: CallOptions): Promise<void>;
  /** The groups that it is in: they decide which protected content it may have. */
  groups(model: string, serial: string, call?: CallOptions): Promise<readonly string[]>;
}

const LARGEST_PAGE = 1000;

export function createSerials(access: ManagementAccess): Serials {
  const pathOf = (model: string, serial = ''): string =>
    `model/${encodePart('model', model)}/${serial === '' ? '' : encodePart('serial', serial)}`;

  const change = async (
    model: string,
    serial: string,
    pairs: readonly (readonly [string, string])[],
    call?: CallOptions,
  ): Promise<string> => {
    if (serial === '') throw new TypeError('serial must not be "".');
    const request = { operation: 'changeSerial', about: serial, method: 'POST' } as const;
    const { text } = await access.change({ ...request, path: pathOf(model, serial), form: encodeForm(pairs) }, call);
    return text.trim();
  };

  const changeMany = async (
    operation: 'addSerials' | 'removeSerials',
    model: string,
    serials: readonly string[],
    call?: CallOptions,
  ): Promise<void> => {
    if (serials.length === 0 || serials.includes(''))
      throw new TypeError('Serial numbers are needed, none of them empty.');
    const names = serials.map((serial) => [serials.length === 1 ? 'sn' : 'sn[]', serial] as const);
    const verb = operation === 'removeSerials' ? ([['delete', 'true']] as const) : [];
    const form = encodeForm([...verb, ...names]);
    await access.change({ operation, about: model, method: 'POST', path: pathOf(model), form }, call);
  };

  return {
    async list(model, { offset = 0, limit = LARGEST_PAGE, ...call } = {}) {
      const query = encodeForm([
        ['offset', String(offset)],
        ['limit', String(limit)],
        ['status', 'true'],
      ]);
      const path = `${pathOf(model)}?${query}`;
      const text = await access.read(
        { operation: 'listSerials', about: model, method: 'GET', path, accepts: [200, 204] },
        call,
      );
      return parseLines(text).map(parseSerialLine);
    },
    add: (model, serials, call) => changeMany('addSerials', model, serials, call),
    remove: (model, serials, call) => changeMany('removeSerials', model, serials, call),
    async status(model, serial, call) {
      if (serial === '') throw new TypeError('serial must not be "".');
      const path = pathOf(model, serial);
      const text = await access.read(
        { operation: 'serialStatus', about: serial, method: 'GET', path, accepts: [200] },
        call,
      );
      return { serial, ...parseStatus(text.trim().split(',')) };
    },
    enable: (model, serial, owner, call) =>
      change(
        model,
        serial,
        [
          ['enable', 'true'],
          ['owner', owner],
        ],
        call,
      ),
    async regenerate(model, serial, call) {
      await change(model, serial, [['enable', 'true']], call);
    },
    async disable(model, serial, call) {
      await change(model, serial, [['disable', 'true']], call);
    },
    async groups(model, serial, call) {
      if (serial === '') throw new TypeError('serial must not be "".');
      const path = `${pathOf(model, serial)}?show=groups`;
      const text = await access.read(
        { operation: 'listGroups', about: serial, method: 'GET', path, accepts: [200, 204] },
        call,
      );
      return parseLines(text);
    },
  };
}

/** `sn,status,rid,extra`. */
function parseSerialLine(line: string): SerialEntry {
  const [serial = '', ...columns] = line.split(',');
  return { serial, ...parseStatus(columns) };
}

/** `status,rid,extra`; only `extra` may hold commas. */
function parseStatus([status = '', rid = '', ...extra]: readonly string[]): Omit<SerialEntry, 'serial'> {
  return { status, rid, extra: extra.join(',') };
}
