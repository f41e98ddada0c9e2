import { type Answer } from '../http/exchange.ts';
import { type Fault } from './fault.ts';

/** The answer that a `status` fault gives instead of the platform. */
export function refusalOf({ status, retryAfterSeconds, body }: Fault & { readonly kind: 'status' }): Answer {
  return {
    status,
    note: 'refused by an injected fault',
    headers: retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
    ...(body === undefined ? {} : { body }),
  };
}

/** The answer with the body that the fault makes of it. */
export function spoilBody(path: string, answer: Answer, fault: Fault | undefined): Answer {
  if (fault?.kind === 'corruptBody') return { ...answer, body: corrupt(answer.body ?? '', fault.atByte) };
  if (answer.status !== 200 || typeof answer.body !== 'string') return answer;
  if (fault?.kind === 'shortCik' && path === '/provision/activate') {
    const length = fault.length ?? answer.body.length - 1;
    return { ...answer, body: answer.body.repeat(Math.ceil(length / answer.body.length)).slice(0, length) };
  }
  if (fault?.kind === 'clockSkew' && path === '/timestamp') {
    return { ...answer, body: String(Number(answer.body) + fault.skewSeconds) };
  }
  return answer;
}

/** The same length with one byte turned over, the middle one if none is named. */
function corrupt(body: Uint8Array | string, atByte: number | undefined): Uint8Array {
  const bytes = Buffer.from(body);
  const index = Math.min(atByte ?? Math.floor(bytes.length / 2), bytes.length - 1);
  const byte = bytes[index];
  if (byte !== undefined) bytes[index] = byte ^ 0xff;
  return bytes;
}
