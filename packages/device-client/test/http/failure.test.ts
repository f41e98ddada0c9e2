import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConnectDeadline, PinMismatch, TunnelRefusal } from '../../src/connection/failures.ts';
import { DeviceClientError } from '../../src/errors.ts';
import {
  CallerAbort,
  Closing,
  createClosedError,
  createNonsense,
  createTruncation,
  Deadline,
  toRejection,
} from '../../src/http/failure.ts';

const context = { operation: 'write', origin: 'https://h' } as const;
const failed = (code: string): Error => Object.assign(new Error('below'), { code });

test.each([
  ['ECONNREFUSED', 'queued', 'DEVICE_CLIENT_NETWORK', 'notSent'],
  ['CERT_HAS_EXPIRED', 'queued', 'DEVICE_CLIENT_CERTIFICATE', 'notSent'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'queued', 'DEVICE_CLIENT_CERTIFICATE', 'notSent'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'queued', 'DEVICE_CLIENT_CERTIFICATE', 'notSent'],
  ['UND_ERR_SOCKET', 'sent', 'DEVICE_CLIENT_NETWORK', 'unknown'],
  ['ECONNRESET', 'answering', 'DEVICE_CLIENT_TRUNCATED', 'unknown'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'answering', 'DEVICE_CLIENT_TRUNCATED', 'unknown'],
  ['HPE_INVALID_EOF_STATE', 'answering', 'DEVICE_CLIENT_TRUNCATED', 'unknown'],
  ['UND_ERR_BODY_TIMEOUT', 'answering', 'DEVICE_CLIENT_TIMEOUT', 'unknown'],
  ['HPE_INVALID_CONSTANT', 'sent', 'DEVICE_CLIENT_PROTOCOL', 'unknown'],
  ['UND_ERR_HEADERS_OVERFLOW', 'sent', 'DEVICE_CLIENT_PROTOCOL', 'unknown'],
] as const)('%s while %s is %s, and the request is %s', (reason, phase, code, outcome) => {
  const cause = failed(reason);
  expect(toRejection(cause, phase, context)).toMatchObject({ code, outcome, cause });
});

test.each([
  [new ConnectDeadline(50), 'DEVICE_CLIENT_TIMEOUT', /no connection within 50 ms/],
  [new PinMismatch('AA:BB'), 'DEVICE_CLIENT_CERTIFICATE', /fingerprint is AA:BB/],
  [new TunnelRefusal(407), 'DEVICE_CLIENT_PROXY', /answered 407\. Give its user and password/],
  [new TunnelRefusal(403), 'DEVICE_CLIENT_PROXY', /answered 403\. Ask whoever runs the proxy/],
  [new TunnelRefusal(502), 'DEVICE_CLIENT_NETWORK', /answered 502\. Try again later/],
])('%s on the way to the platform is %s, and nothing was sent', (error, code, message) => {
  const rejection = toRejection(error, 'queued', context);
  expect(rejection).toMatchObject({ code, outcome: 'notSent', cause: error });
  expect(rejection).toHaveProperty('message', expect.stringMatching(message));
});

test('says what was being done, what was found and what to do', () => {
  expect(toRejection(failed('ECONNREFUSED'), 'queued', context)).toHaveProperty(
    'message',
    'write at https://h failed before the request went out: ECONNREFUSED. Try again later.',
  );
  expect(toRejection(failed('CERT_NOT_YET_VALID'), 'queued', context)).toHaveProperty(
    'message',
    expect.stringContaining("Check this machine's clock."),
  );
  expect(toRejection(failed('ENOTFOUND'), 'queued', context)).toHaveProperty(
    'message',
    expect.stringContaining('name service'),
  );
});

test('lets the first address speak where several were tried', () => {
  const error = new AggregateError([failed('EHOSTUNREACH'), failed('ECONNREFUSED')]);
  expect(toRejection(error, 'queued', context)).toHaveProperty('message', expect.stringContaining('EHOSTUNREACH'));
});

test('takes anything thrown', () => {
  expect(toRejection('text', 'sent', context)).toMatchObject({ code: 'DEVICE_CLIENT_NETWORK' });
  expect(toRejection(new AggregateError([]), 'queued', context)).toMatchObject({ outcome: 'notSent' });
});

test("hands the caller's own reason back, whatever it is", () => {
  const reason = { not: 'an error' };
  expect(toRejection(new CallerAbort(reason), 'sent', context)).toBe(reason);
});

test('drops the bytes that a parser error carries, since a CIK may stand among them', () => {
  const error = Object.assign(new Error('bad chunk'), { name: 'HTTPParserError', data: 'a CIK' });
  const rejection = toRejection(error, 'answering', context);
  expect(rejection).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL', cause: { message: 'bad chunk' } });
  expect(inspect(rejection, { depth: 5 })).not.toContain('a CIK');
});

test('keeps an error of this package as it is', () => {
  const error = new DeviceClientError('own', { code: 'DEVICE_CLIENT_PROTOCOL', outcome: 'unknown' });
  expect(toRejection(error, 'queued', context)).toBe(error);
});

test.each([
  ['queued', 'notSent'],
  ['sent', 'unknown'],
  ['answering', 'unknown'],
] as const)('a time limit reached while %s leaves the request %s', (phase, outcome) => {
  expect(toRejection(new Deadline(50), phase, context)).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT', outcome });
  expect(toRejection(new Closing(), phase, context)).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED', outcome });
});

test('names nonsense, truncation and a closed client', () => {
  const head = { status: 200, headers: new Map<string, string>() };
  expect(createNonsense(context, 'a web page', head)).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL', status: 200 });
  expect(createTruncation(context, 'only 3 of the 5 bytes announced')).toMatchObject({
    code: 'DEVICE_CLIENT_TRUNCATED',
    message: 'write at https://h brought only 3 of the 5 bytes announced. Try again.',
  });
  expect(createClosedError(context, 'notSent')).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED', outcome: 'notSent' });
});
