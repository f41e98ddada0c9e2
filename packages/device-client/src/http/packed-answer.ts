import { promisify } from 'node:util';
import type { Answer } from './request.ts';

/** True if the body has to be unpacked before it means anything. */
export function isPacked({ headers, body }: Answer): boolean {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  return body.length > 0 && coding !== '' && coding !== 'identity';
}

/** The answer with its body unpacked. Rejects unless it is sound gzip of at most `maxBytes`; `node:zlib` is loaded here. */
export async function unpack(answer: Answer, maxBytes: number): Promise<Answer> {
  const coding = answer.headers.get('content-encoding')?.trim().toLowerCase();
  if (coding !== 'gzip' && coding !== 'x-gzip') throw new Error(`The content coding is ${coding ?? 'missing'}.`);
  const { gunzip } = await import('node:zlib');
  return { ...answer, body: await promisify(gunzip)(answer.body, { maxOutputLength: maxBytes }) };
}
