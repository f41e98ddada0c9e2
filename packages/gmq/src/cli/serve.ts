import { once } from 'node:events';
import { createGatewayCfgOwner } from '../exosite/credential-owner.ts';
import { createGmq } from '../gmq.ts';
import { logEvents } from './log.ts';
import type { ServeOptions } from './program.ts';

/** Runs gmq until it is told to stop. */
export async function serve(options: ServeOptions): Promise<void> {
  const { host, port, data: dataDir, url: platformUrl, recordPeriod } = options;
  const stopLogging = logEvents((line) => process.stderr.write(`${line}\n`));
  const gmq = createGmq({
    host,
    port,
    dataDir,
    platformUrl,
    credentialOwner: createGatewayCfgOwner(options.gatewayCfg),
    recordPeriodMs: Math.round(recordPeriod * 1000),
  });
  const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    await gmq.start();
    process.stdout.write(`${gmq.url}\n`);
    process.stderr.write(`gmq: keeps its data in ${dataDir}, delivers to ${platformUrl}\n`);
    await told;
  } finally {
    await gmq.stop();
    stopLogging();
  }
}
