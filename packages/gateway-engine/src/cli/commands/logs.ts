import { join } from 'node:path';

import { followLog, parseConf, tailLog } from '@gateway-engine/supervisor-bridge';

import { readOptionalFile } from '../../durable-file.ts';
import type { GatewayPaths } from '../../paths.ts';
import { type AddCommand, parseCount } from './command.ts';

interface LogsFlags {
  readonly follow?: true;
  readonly lines: number;
}

/** `gwe logs NAME`: what an app printed, from its log file. */
export const addLogs: AddCommand = (program, context) => {
  program
    .command('logs <app>')
    .description('the end of what an app printed; also: gwe, gmq')
    .option('-f, --follow', 'and what it prints from now on, until Ctrl-C')
    .option('-n, --lines <count>', 'how many lines', parseCount, 50)
    .action(async (app: string, { follow, lines }: LogsFlags) => {
      const { paths, signal } = context;
      const path = await findLog(app, paths);
      // Bytes as they are: an app may print anything.
      process.stdout.write(await tailLog(path, { maxLines: lines, signal }));
      if (follow !== true) return;
      try {
        for await (const chunk of followLog(path, { signal })) process.stdout.write(chunk);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
};

/** Where supervisord writes it, by the program's conf; else where it would (gwe 95). */
async function findLog(app: string, { supervisorConfDir, logDir }: GatewayPaths): Promise<string> {
  const conf = await readOptionalFile(join(supervisorConfDir, `${app}.conf`));
  const path = conf === undefined ? undefined : parseConf(conf).get(`program:${app}`, 'stdout_logfile');
  return path?.startsWith('/') === true ? path.replaceAll('%%', '%') : join(logDir, `${app}.log`);
}
