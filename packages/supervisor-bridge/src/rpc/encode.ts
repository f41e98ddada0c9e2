/** What a call of supervisord can be given. */
export type RpcParameter = string | number | boolean;

/**
 * The body of one XML-RPC call.
 *
 * @throws TypeError for what XML cannot carry: control characters, lone surrogates, numbers that are no 32-bit integers.
 */
export function formatCall(method: string, parameters: readonly RpcParameter[] = []): string {
  const list = parameters.map((one) => `<param><value>${formatParameter(one)}</value></param>`).join('');
  return `<?xml version="1.0"?><methodCall><methodName>${escapeText(method)}</methodName><params>${list}</params></methodCall>`;
}

function formatParameter(value: RpcParameter): string {
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (typeof value === 'string') return `<string>${escapeText(value)}</string>`;
  if ((value | 0) !== value) throw new TypeError(`${value} is no 32-bit integer, and XML-RPC has no other number here`);
  return `<int>${value}</int>`;
}

function escapeText(text: string): string {
  if (!text.isWellFormed() || /[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/u.test(text)) {
    throw new TypeError(`${JSON.stringify(text.slice(0, 60))} holds characters that XML cannot carry: remove them`);
  }
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
