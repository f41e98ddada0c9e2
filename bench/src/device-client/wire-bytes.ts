import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createDeviceClient, type RequestEnded } from '@gateway-engine/device-client';

const CIK = '22596363b3de40b06f981fb85d82312e8c0ed511';

/**
 * The smallest request by which HTTP/1.1 and the API can carry a write (exosite 1.2, 2.1; RFC 9112): its line, the host,
 * the length, the CIK, the documented media type, and the body. No agent, no word about the connection, no blank that
 * could be left out.
 */
export function formatSmallestWrite(host: string, body: string): string {
  const lines = [
    'POST /onep:v1/stack/alias HTTP/1.1',
    `Host:${host}`,
    `X-Exosite-CIK:${CIK}`,
    'Content-Type:application/x-www-form-urlencoded; charset=utf-8',
    `Content-Length:${body.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Bytes that the client sends for one more write over an open connection. */
export async function measureWrite(url: string): Promise<number> {
  let sent = 0;
  const listen = (message: unknown): void => {
    // The channel's own contract; no other client lives in this process while this runs.
    sent = (message as RequestEnded).wireSentBytes;
  };
  const client = createDeviceClient({ baseUrl: url });
  subscribe('device-client:request:end', listen);
  try {
    await client.write(CIK, { temperature: '21.5' });
    await client.write(CIK, { temperature: '21.5' });
    return sent;
  } finally {
    unsubscribe('device-client:request:end', listen);
    await client.close();
  }
}
