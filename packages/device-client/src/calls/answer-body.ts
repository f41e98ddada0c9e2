import { decodeText } from '../form.ts';
import type { Answer, DeviceRequest } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';

/**
 * A write or record is answered by nothing (exosite 2.1, 2.5). A 200 that says something comes from somebody else, such
 * as a login page of the network: taking it for success would lose the values.
 */
export function requireEmptyBody(transport: Transport, request: DeviceRequest, answer: Answer): void {
  if (answer.body.length > 0) throw transport.nonsense(request, 'a page where nothing was expected', answer);
}

/** The body of a form answer. The platform never answers with HTML. */
export function requireFormBody(transport: Transport, request: DeviceRequest, answer: Answer): Uint8Array {
  if (answer.headers.get('content-type')?.toLowerCase().startsWith('text/html') === true) {
    throw transport.nonsense(request, 'a web page', answer);
  }
  return answer.body;
}

/** The text of a plain answer. */
export function requireTextBody(transport: Transport, request: DeviceRequest, answer: Answer): string {
  return decodeText(requireFormBody(transport, request, answer));
}
