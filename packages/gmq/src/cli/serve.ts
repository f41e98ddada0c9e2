import { once } from 'node:events';
import { requireSound } from '../config/config-file.ts';
import { isLogged } from '../config/logging-cfg.ts';
import { createGatewayCfgOwner } from '../exosite/credential-owner.ts';
import { createGmq } from '../gmq.ts';
import { logEvents } from './log.ts';
import {
  openConfigFiles,
  resolveGmqOptions,
  resolveQueueSettings,
  type CliPaths,
  type ServeOptions,
} from './settings.ts';

/** Runs gmq until it is told to stop. */
export async function serve(paths: CliPaths, options: ServeOptions): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const files = openConfigFiles(paths);
  const config = files.gmq.read();
  let logging = files.log.read();
  for (const checked of [config, logging]) requireSound(checked);
  for (const line of [...config.unknown, ...logging.unknown]) say(`gmq: ${line}`);

  const stopLogging = logEvents(say, (logger, level) => isLogged(logging, logger, level));
  const gmqOptions = resolveGmqOptions(options, paths, config);
  const gmq = createGmq({
    ...gmqOptions,
    credentialOwner: createGatewayCfgOwner(options.gatewayCfg ?? paths.gatewayCfg),
    onReread() {
      const [changed, changedLogging] = [files.gmq.read(), files.log.read()];
      // A file that cannot be used changes nothing: gmq goes on as it was.
      for (const checked of [changed, changedLogging]) requireSound(checked);
      logging = changedLogging;
      gmq.queue.configure(resolveQueueSettings(options, changed));
    },
  });
  const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    await gmq.start();
    process.stdout.write(`${gmq.url}\n`);
    say(`gmq: keeps its data in ${gmqOptions.dataDir}, delivers to ${gmqOptions.platformUrl}`);
    await told;
  } finally {
    await gmq.stop();
    stopLogging();
  }
}
