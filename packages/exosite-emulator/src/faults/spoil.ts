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
  if (answer.status !== 200 || typeof answer.body !== 'string') return answer;
  if (fault?.kind === 'shortCik' && path === '/provision/activate') {
    return { ...answer, body: answer.body.slice(0, -1) };
  }
  if (fault?.kind === 'clockSkew' && path === '/timestamp') {
    return { ...answer, body: String(Number(answer.body) + fault.skewSeconds) };
  }
  return answer;
}
