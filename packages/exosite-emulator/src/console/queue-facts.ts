import { isFields } from './json-fields.ts';
import { parseReport, shownText } from './engine-apps.ts';

const QUEUE_KEY = /queue|backlog|pending|dead.?letter/i;
const MAX_FACTS = 20;

/** What a report says of queues: every field whose name speaks of one, by dotted key. */
export function findQueueFacts(text: string): readonly (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [];
  for (const [key, value] of Object.entries(parseReport(text) ?? {})) {
    if (!QUEUE_KEY.test(key)) continue;
    if (isFields(value)) {
      for (const [name, part] of Object.entries(value)) facts.push([`${key}.${name}`, shownText(part)]);
    } else {
      facts.push([key, Array.isArray(value) ? value.map(shownText).join(', ') : shownText(value)]);
    }
  }
  return facts.slice(0, MAX_FACTS);
}
