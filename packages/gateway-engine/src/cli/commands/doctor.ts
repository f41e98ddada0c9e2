import { createConfFolder } from '@gateway-engine/supervisor-bridge';

import { lookAtConfiguration } from '../../doctor/configuration.ts';
import { formatFindings } from '../../doctor/finding.ts';
import { lookAtMachine } from '../../doctor/machine.ts';
import { lookAtPlatform } from '../../doctor/platform.ts';
import { lookAtPrograms } from '../../doctor/programs.ts';
import { type AddCommand, type CommandContext, DEFAULT_GMQ_URL } from './command.ts';

interface DoctorFlags {
  readonly json?: true;
  readonly gmqUrl: string;
}

/** `gwe doctor`: looks at everything that can be wrong, and says what to do. */
export const addDoctor: AddCommand = (program, context) => {
  program
    .command('doctor')
    .description('looks at everything that can be wrong, and says what to do; exit code 1 when something is')
    .option('--json', 'as one JSON array, for programs')
    .option('--gmq-url <url>', 'where the queue answers', DEFAULT_GMQ_URL)
    .action((flags: DoctorFlags) => examine(flags, context));
};

async function examine({ json, gmqUrl }: DoctorFlags, context: CommandContext): Promise<void> {
  const { paths, output, signal } = context;
  // Reserved names are for the gateway's own programs, whose confs lie here, too.
  const confFolder = createConfFolder({
    dir: paths.supervisorConfDir,
    mainConfPath: paths.supervisorConf,
    reservedNames: [],
  });
  const findings = [
    ...(await lookAtMachine(paths, process.versions.node)),
    ...(await lookAtConfiguration(paths)),
    ...(await lookAtPlatform(paths, { signal })),
    ...(await context.withGateway(({ supervisor }) =>
      lookAtPrograms({
        paths,
        gmqUrl,
        supervisor: { status: () => supervisor.status({ signal }) },
        confFolder: {
          list: () => confFolder.list(),
          check: (name, text) => confFolder.check(name, text, { signal }),
        },
      }),
    )),
  ];
  output.print(json === true ? `${JSON.stringify(findings)}\n` : formatFindings(findings));
  if (findings.some(({ verdict }) => verdict === 'failure')) context.setExitCode(1);
}
