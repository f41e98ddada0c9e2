import { ARCHIVE_RULES, type ExtractResult, extractPackage, isOtauError } from '@gateway-engine/otau';
import { type Arena } from '../otau-corpus/arena.ts';
import { inChunks } from '../otau-corpus/judge.ts';
import { type FuzzInput } from './input.ts';
import { judgeByGnuTar, judgeTree } from './oracle.ts';

/** How an attempt ended. */
export interface Attempt {
  /** The rule that refused the package, or `accepted`. */
  readonly outcome: string;
  /** What must not have happened. */
  readonly harm?: { readonly kind: 'escaped' | 'stuck'; readonly found: string };
}

/** Extracts one package and looks at everything that must hold, whether it was taken or refused. */
export async function attempt(
  { bytes, chunkBytes, limits }: FuzzInput,
  arena: Arena,
  options: { readonly askGnuTar: boolean },
): Promise<Attempt> {
  const { destination } = arena;
  let result: ExtractResult;
  try {
    result = await extractPackage({ source: inChunks(bytes, chunkBytes), destination, limits, timeoutMs: 20_000 });
  } catch (error) {
    return refusal(error, await arena.damage());
  }
  const outcome = 'accepted';
  const found =
    (await judgeTree(destination, result)) ?? (options.askGnuTar ? judgeByGnuTar(bytes, result) : undefined);
  await arena.empty();
  const damage = await arena.damage();
  if (found === undefined && damage === undefined) return { outcome };
  return { outcome, harm: { kind: 'escaped', found: found ?? `outside there is now:\n${damage ?? ''}` } };
}

function refusal(error: unknown, damage: string | undefined): Attempt {
  if (!isOtauError(error))
    return { outcome: 'crash', harm: { kind: 'stuck', found: `failed with ${describe(error)}` } };
  const { rule, code } = error;
  if (code === 'OTAU_TIMEOUT') return { outcome: code, harm: { kind: 'stuck', found: 'the watchdog had to end it' } };
  if (rule === undefined || !(rule in ARCHIVE_RULES)) {
    return { outcome: code, harm: { kind: 'escaped', found: `refused without a rule: ${error.message}` } };
  }
  return {
    outcome: rule,
    ...(damage === undefined ? {} : { harm: { kind: 'escaped', found: `refused; there is now:\n${damage}` } }),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
