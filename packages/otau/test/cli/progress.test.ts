import { expect, test } from 'vitest';
import { channels } from '../../src/diagnostics.ts';
import { showProgress } from '../../src/cli/progress.ts';

function shown(isTerminal: boolean): string {
  const written: string[] = [];
  const end = showProgress((text) => written.push(text), isTerminal);
  channels.downloadProgress.publish({ fileName: 'a.v1.tar.gz', receivedBytes: 1536, totalBytes: 3072 });
  channels.scriptOutput.publish({ name: 'a', version: '1', line: 'hello' });
  channels.extractProgress.publish({ name: 'a', version: '1', entries: 3, totalEntries: 3 });
  end();
  channels.scriptOutput.publish({ name: 'a', version: '1', line: 'too late' });
  return written.join('');
}

test('a log gets plain lines alone', () => {
  expect(shown(false)).toBe('  | hello\n');
});

test('a terminal gets bars that make way for lines and are gone at the end', () => {
  expect(shown(true)).toBe(
    '\r\u001b[K[###############               ] 1.5 KiB a.v1.tar.gz' +
      '\r\u001b[K  | hello\n' +
      '\r\u001b[K[##############################] 3/3 entries a\r\u001b[K',
  );
});
