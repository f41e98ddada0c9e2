import { MEDIA, refuse, type Answer, type DeviceCall } from '../http/exchange.ts';
import { type Route } from '../http/route.ts';
import { parseForm } from '../wire/form.ts';
import { formatConflicts, parseMultiAliasRecord, parseSingleAliasRecord, type ParsedRecord } from '../wire/record.ts';

/** Values with the device's own timestamps, in both forms (exosite 2.5). */
export const stackRecordRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/onep:v1/stack/record',
    auth: 'device',
    handle: (call) => record(call, parseMultiAliasRecord(parseForm(call.request.body))),
  },
  // The second spelling stands in a heading of the documents; taking it does no harm (exosite 9).
  ...['/onep:v1/stack/alias/:alias', '/onep:v1/stack/:alias'].map((path) => ({
    method: 'POST',
    path,
    auth: 'device' as const,
    handle: (call: DeviceCall) =>
      record(call, parseSingleAliasRecord(call.params['alias'] ?? '', parseForm(call.request.body))),
  })),
];

/** A malformed body stores nothing; a conflict names its points and the rest is stored. */
function record({ platform, device }: DeviceCall, parsed: ParsedRecord): Answer {
  if ('malformed' in parsed) return refuse(400, `malformed record: ${parsed.malformed}`);
  const conflicts = platform.values.record(device, parsed.points);
  if (conflicts.length === 0) return { status: 204 };
  return { ...refuse(409, 'timestamps already taken'), headers: MEDIA.form, body: formatConflicts(conflicts) };
}
