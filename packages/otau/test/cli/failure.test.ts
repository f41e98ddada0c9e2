import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { explainFailure } from '../../src/cli/failure.ts';
import { OtauError } from '../../src/errors.ts';

function explained(error: unknown, signal = new AbortController().signal): [number, string] {
  let text = '';
  const exitCode = explainFailure(error, signal, (part) => {
    text += part;
  });
  return [exitCode, text];
}

test('an error of the library is one line, with what the script printed behind it', () => {
  const error = new OtauError('OTAU_SCRIPT_FAILED', 'It failed.', { output: 'no space\n' });
  expect(explained(error)).toEqual([1, 'otau: It failed. (OTAU_SCRIPT_FAILED)\nno space\n']);
});

test('wrong arguments keep their exit code, and are shown once', () => {
  expect(explained(new CommanderError(2, 'otau.usage', 'Say more.'))).toEqual([2, 'otau: Say more.\n']);
  expect(explained(new CommanderError(2, 'commander.unknownCommand', 'x'))).toEqual([2, '']);
});

test('a stop is told, and what nobody expected is thrown on', () => {
  const stop = new Error('stopped by SIGINT');
  expect(explained(stop, AbortSignal.abort(stop))).toEqual([1, 'otau: stopped by SIGINT\n']);
  expect(() => explained(stop)).toThrow(stop);
});
