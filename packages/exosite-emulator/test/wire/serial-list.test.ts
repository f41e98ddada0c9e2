import { expect, test } from 'vitest';
import { parseForm } from '../../src/wire/form.ts';
import { parseSerialCsv, parseSerialForm } from '../../src/wire/serial-list.ts';

test('one serial with its extra, or many without (exosite 4)', () => {
  expect(parseSerialForm(parseForm('add=true&sn=00%3A2F&extra=attic'))).toEqual([{ serial: '00:2F', extra: 'attic' }]);
  expect(parseSerialForm(parseForm('sn[]=1&sn%5B%5D=2'))).toEqual([
    { serial: '1', extra: '' },
    { serial: '2', extra: '' },
  ]);
});

test('CSV lines end LF or CR LF; only the first comma separates (exosite 4)', () => {
  expect(parseSerialCsv(Buffer.from('1,a,b\r\n2\n\n'))).toEqual([
    { serial: '1', extra: 'a,b' },
    { serial: '2', extra: '' },
  ]);
});
