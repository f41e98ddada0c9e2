import { open } from 'node:fs/promises';
import { parseConf } from '../conf/document.ts';
import { type Finding, formatFinding, isSupervisorBridgeError } from '../error.ts';
import { withFile } from '../files.ts';
import { readProgramText } from '../folder/program-text.ts';
import { MAX_APP_CONF_BYTES } from '../program/app-conf.ts';
import { checkProgram, type ProgramCheck } from '../program/generate.ts';
import type { ValidateArguments } from './arguments.ts';

/** Checks files, prints what was found, and returns the exit code. */
export async function runValidate(
  { files, name }: ValidateArguments,
  output: { write(text: string): unknown },
): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    const { findings, warnings } = checkFile(await readBounded(file), name ?? 'app');
    const say = (kind: string, one: Finding): unknown =>
      output.write(`${file}:${one.line > 0 ? `${one.line}:` : ''} ${kind}: ${formatFinding({ ...one, line: 0 })}\n`);
    for (const one of findings) say('error', one);
    for (const one of warnings) say('warning', one);
    if (findings.length > 0) exitCode = 1;
    else if (warnings.length === 0) output.write(`${file}: good\n`);
  }
  return exitCode;
}

/** One byte more than is allowed is enough to see that there are too many. */
function readBounded(path: string): Promise<Buffer> {
  return withFile(`Cannot read ${path}`, async () => {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(MAX_APP_CONF_BYTES + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  });
}

/** An application's conf has `[supervisord]`, a file of supervisord's folder one `[program:NAME]`. */
export function checkFile(bytes: Uint8Array, name: string): ProgramCheck {
  const program = nameOfProgram(bytes);
  if (program === undefined) return checkProgram({ name, appConf: bytes, logDir: '/var/log' });
  try {
    readProgramText(program, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    return { findings: [], warnings: [] };
  } catch (error) {
    if (isSupervisorBridgeError(error)) return { findings: error.findings, warnings: [] };
    throw error;
  }
}

function nameOfProgram(bytes: Uint8Array): string | undefined {
  try {
    const [section, ...others] = parseConf(Buffer.from(bytes).toString('utf8')).sections();
    return others.length > 0 ? undefined : /^program:(.+)$/u.exec(section ?? '')?.[1];
  } catch (error) {
    if (isSupervisorBridgeError(error)) return undefined;
    throw error;
  }
}
