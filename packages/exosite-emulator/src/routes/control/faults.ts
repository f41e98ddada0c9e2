import { parseFaultJson, parseFaultSpec, formatFaultJson } from '../../faults/spec.ts';
import { type Fault } from '../../faults/fault.ts';
import { MEDIA, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { jsonAnswer } from '../tools/json.ts';

const LIST = '/control/faults';

/** Faults by HTTP, with the vendor token: for test runners in any language. No fault ever meets these calls. */
export const faultRoutes: readonly Route[] = [
  { method: 'GET', path: LIST, auth: 'vendor', isOwn: true, handle: listFaults },
  { method: 'POST', path: LIST, auth: 'vendor', isOwn: true, handle: injectFault },
  { method: 'DELETE', path: LIST, auth: 'vendor', isOwn: true, handle: clearFaults },
  { method: 'DELETE', path: `${LIST}/:id`, auth: 'vendor', isOwn: true, handle: removeFault },
];

function listFaults({ platform }: Call): Answer {
  return jsonAnswer(platform.faults.list().map(formatFaultJson));
}

/** The body is a fault as JSON, or in the words of the command line. */
function injectFault({ platform, request }: Call): Answer {
  try {
    const fault = readFault(Buffer.from(request.body).toString('utf8').trim());
    return { ...jsonAnswer({ id: platform.faults.inject(fault) }), status: 201 };
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
    return { status: 400, headers: MEDIA.text, body: `${error.message}\n` };
  }
}

function readFault(text: string): Fault {
  return text.startsWith('{') ? parseFaultJson(JSON.parse(text)) : parseFaultSpec(text);
}

function clearFaults({ platform }: Call): Answer {
  platform.faults.clear();
  return { status: 204 };
}

function removeFault({ platform, params }: Call): Answer {
  const isGone = platform.faults.remove(Number(params['id']));
  return isGone ? { status: 204 } : { status: 404, headers: MEDIA.text, body: 'no such fault\n' };
}
