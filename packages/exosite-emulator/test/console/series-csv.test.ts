import { expect, test } from 'vitest';
import { csvFileName, formatSeriesCsv } from '../../src/console/series-csv.ts';

test('quotes what needs it, and nothing else', () => {
  const points = [
    { timestamp: 0, text: '21.5' },
    { timestamp: 1_408_088_308, text: 'a,"b"\nc' },
  ];
  expect(formatSeriesCsv(points)).toBe(
    'timestamp,time,value\r\n0,1970-01-01T00:00:00.000Z,21.5\r\n1408088308,2014-08-15T07:38:28.000Z,"a,""b""\nc"\r\n',
  );
});

test('the file name has nothing that a header or a file system could misread', () => {
  expect(csvFileName('00:2F/"x"\r\n', 'temp é')).toBe('00_2F_x_-temp_.csv');
  expect(csvFileName('s'.repeat(500), 'a')).toHaveLength(124);
});
