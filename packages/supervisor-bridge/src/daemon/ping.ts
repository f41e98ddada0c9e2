const GET_PID = '<?xml version="1.0"?><methodCall><methodName>supervisor.getPID</methodName><params/></methodCall>';
const MAX_ANSWER_BYTES = 4096;

/** The process id of the supervisord that answers at a socket; undefined when none does (supervisord 4). */
export async function askPid(socketPath: string, timeoutMs: number): Promise<number | undefined> {
  const { request } = await import('node:http');
  return new Promise((resolve) => {
    const asked = request(
      {
        socketPath,
        method: 'POST',
        path: '/RPC2',
        agent: false,
        timeout: timeoutMs,
        // supervisord refuses bodies without a length.
        headers: { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(GET_PID) },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          answer += chunk;
          if (answer.length > MAX_ANSWER_BYTES) response.destroy();
        });
        response.on('close', () => {
          const pid = /<int>(\d+)<\/int>/u.exec(answer)?.[1];
          resolve(pid === undefined ? undefined : Number(pid));
        });
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => {
      resolve(undefined);
    });
    asked.on('close', () => {
      resolve(undefined);
    });
    asked.end(GET_PID);
  });
}
