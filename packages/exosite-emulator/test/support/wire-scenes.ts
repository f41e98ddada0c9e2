import { type Emulator, type Fault } from '../../src/index.ts';
import { DEVICE, PRODUCT } from './emulator.ts';

/** What one of two identical requests on a connection must be answered. */
export interface Expected {
  readonly status: number;
  /** Exact body; a pattern where it is made up by the platform. */
  readonly body?: string | RegExp;
  readonly headers?: Readonly<Record<string, string | RegExp>>;
}

/** What a captured request meets. */
export interface Scene {
  /** The answers to the first and to the second request; one entry stands for both. */
  readonly answers: readonly [Expected, Expected?];
  readonly fault?: Fault;
  /** Before the first request. */
  readonly prepare?: (emulator: Emulator) => void;
}

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const CSV = 'text/csv; charset=utf-8';
export const BLOB = '0123456789abcdefghijklmnopqrstuvwxyz';
const CONTENT = { 'Content-Type': 'application/gzip', 'Accept-Ranges': 'bytes' };
const CIK = /^[0-9a-f]{40}$/;

const written: Scene = { answers: [{ status: 204, body: '' }] };
const fails = (status: number, body = ''): Scene => ({
  answers: [{ status, body }],
  fault: { kind: 'status', status, count: Infinity },
});
const again = (body: string): Scene['answers'] => [
  { status: 204, body: '' },
  { status: 409, body, headers: { 'Content-Type': FORM } },
];
const reads = (body: string): Scene => ({
  answers: [{ status: 200, body, headers: { 'Content-Type': FORM } }],
});
const part = (range: string, body: string): Scene => ({
  answers: [{ status: 206, body, headers: { ...CONTENT, 'Content-Range': `bytes ${range}/36` } }],
});
const whole: Scene = { answers: [{ status: 200, body: BLOB, headers: { ...CONTENT, 'Content-Length': '36' } }] };
const info: Scene = {
  answers: [{ status: 200, body: 'application/gzip,36,1408088308,', headers: { 'Content-Type': CSV } }],
};
const list: Scene = {
  answers: [{ status: 200, body: 'app.v1.tar.gz\r\nfw.bin\r\nsplash01.png\r\n', headers: { 'Content-Type': CSV } }],
};
const polled: Scene = {
  answers: [{ status: 200, headers: { 'Content-Type': FORM, 'Last-Modified': 'Fri, 15 Aug 2014 07:38:29 GMT' } }],
};
const refusal = (status: number, reason: string): Expected => ({
  status,
  body: `HTTP/1.1 ${status} ${reason}\r\n`,
  headers: { 'Content-Type': TEXT },
});
const activates: Scene = {
  answers: [
    { status: 200, body: CIK, headers: { 'Content-Type': TEXT, 'Content-Length': '40' } },
    refusal(409, 'Conflict'),
  ],
};
const rpc = (body: string, second = body): Scene => ({
  answers: [
    { status: 200, body },
    { status: 200, body: second },
  ],
});
/** A call that only names vendor, model and serial is for the gateway's own queue: the platform wants a CIK. */
const unauthorized: Scene = { answers: [{ status: 401, body: '' }] };

/** By the name of the capture. Numbers in names of device-client captures are answers that its tests gave it. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'curl--bizapi_proxy_list_content': {
    answers: [{ status: 200, body: 'from-murano.tar.gz\r\n', headers: { 'Content-Type': CSV } }],
  },
  'curl--gmq_readme_activate': activates,
  'curl--gmq_readme_record': unauthorized,
  'curl--gmq_readme_write_cik': written,
  'curl--gmq_readme_write_vms': unauthorized,
  'curl--gmq_readme_write_vms_generic': unauthorized,
  'curl--gmq_reread': { answers: [{ status: 404, body: '' }] },
  'curl--http_readme_activate': activates,
  'curl--http_readme_content_info': info,
  'curl--http_readme_download': whole,
  'curl--http_readme_download_range': part('0-15', '0123456789abcdef'),
  'curl--http_readme_download_range_suffix': part('20-35', 'klmnopqrstuvwxyz'),
  'curl--http_readme_hybrid': reads('state=on'),
  'curl--http_readme_list_content': list,
  'curl--http_readme_longpoll': polled,
  'curl--http_readme_read': reads('temperature=43'),
  'curl--http_readme_record_alias_form': { answers: again('temperature=1408088308,1408088309') },
  'curl--http_readme_record_multi_alias_form': {
    answers: again('temperature=1408088308,1408088310&humidity=1408088308,1408088310'),
  },
  'curl--http_readme_timestamp': {
    answers: [{ status: 200, body: '1408088400', headers: { 'Content-Type': TEXT, 'Content-Length': '10' } }],
  },
  'curl--http_readme_write': written,
  'curl--murano2017_content_info': info,
  'curl--murano2017_download_range_r': part('0-35', BLOB),
  'curl--murano2017_list_content': list,
  'curl--murano2017_longpoll': polled,
  'curl--murano2017_post': written,
  'curl--murano2017_provision_id': activates,
  'curl--murano_manualdevice_activate': activates,
  'curl--murano_manualdevice_hybrid': reads('state=on'),
  'curl--provision_readme_add_serial': {
    answers: [{ status: 205, body: '', headers: { 'Content-Length': '0' } }, refusal(409, 'Conflict')],
  },
  'curl--provision_readme_list_serials': { answers: [{ status: 200, body: '', headers: { 'Content-Type': CSV } }] },
  'curl--rpc_readme_read': rpc('[{"id":0,"status":"ok","result":[[1408088308,"line"]]}]'),
  'curl--special_chars_data_urlencode': written,
  'curl--special_chars_raw_d': written,
  'device-client-2015--activate': activates,
  'device-client-2015--activate_200_short_cik': {
    answers: [{ status: 200, body: /^[0-9a-f]{39}$/ }, refusal(409, 'Conflict')],
    fault: { kind: 'shortCik' },
  },
  'device-client-2015--activate_403': fails(403, 'HTTP/1.1 403 Forbidden\r\n'),
  'device-client-2015--activate_404': {
    answers: [refusal(404, 'Not Found')],
    prepare: (emulator) => {
      emulator.removeDevice({ ...PRODUCT, serial: '00:2F:AC:43:55:A0' });
    },
  },
  'device-client-2015--activate_409': {
    answers: [refusal(409, 'Conflict')],
    prepare: (emulator) => {
      emulator.activateDevice(DEVICE);
    },
  },
  'device-client-2015--content_info': info,
  'device-client-2015--get_content': whole,
  'device-client-2015--list_content': list,
  'device-client-2015--long_poll': { answers: [{ status: 304, body: '' }] },
  'device-client-2015--long_poll_304': { answers: [{ status: 304, body: '' }] },
  'device-client-2015--long_poll_since': polled,
  'device-client-2015--read_204': { answers: [{ status: 204, body: '' }] },
  'device-client-2015--read_304': fails(304),
  'device-client-2015--read_401': fails(401),
  'device-client-2015--read_404': fails(404),
  'device-client-2015--read_one': reads('engine_fetch=%7B%22install%22%3A%5B%5D%7D'),
  'device-client-2015--read_two': reads('engine_fetch=%7B%22install%22%3A%5B%5D%7D&update%20interval=60'),
  'device-client-2015--readwrite': reads('state=on&led=1'),
  'device-client-2015--regen': { answers: [{ status: 205, body: '', headers: { 'Content-Length': '0' } }] },
  'device-client-2015--rpc_recordbatch': rpc(
    '[{"id":1,"status":"ok"},{"id":2,"status":"ok","result":[[1421906172,"\\"x\\""]]}]',
    '[{"id":1,"status":[[1421906172,"invalid"]]},{"id":2,"status":"ok","result":[[1421906172,"\\"x\\""]]}]',
  ),
  'device-client-2015--write': written,
  'device-client-2015--write_204': written,
  ...Object.fromEntries(
    [400, 401, 404, 409, 413, 429, 500, 503].map((status) => [`device-client-2015--write_${status}`, fails(status)]),
  ),
  'device-client-2015--write_empty_string': written,
  'device-client-2015--write_multiple': written,
  'device-client-2015--write_special_chars': written,
  'gmq_demo--loop_not_using_gmq': written,
  'gmq_demo--loop_using_gmq': written,
  'gmq_demo--loop_using_gmq_401': fails(401),
  'gmq_demo-2016--loop_vms_only': unauthorized,
};
