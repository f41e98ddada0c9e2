import { expect, test } from 'vitest';
import { asFields, deviceFields, listField, parseFields, textField } from '../../src/console/json-body.ts';

test.each(['', 'x', '[]', 'null', '1'])('%j is not a JSON object', (text) => {
  expect(() => parseFields(Buffer.from(text))).toThrow(TypeError);
});

test('fields have the types that they must have', () => {
  const fields = parseFields(Buffer.from('{"a":"x","b":[1],"c":{"d":2}}'));
  expect(textField(fields, 'a')).toBe('x');
  expect(listField(fields, 'b')).toEqual([1]);
  expect(asFields(fields['c'], 'c')).toEqual({ d: 2 });
  expect(() => textField(fields, 'b')).toThrow('b must be text');
  expect(() => listField(fields, 'a')).toThrow('a must be a list');
  expect(() => asFields(fields['a'], 'a')).toThrow('a must be an object');
});

test('a device has three names without blanks around them', () => {
  expect(deviceFields({ vendor: ' v', model: 'm', serial: '1 ' })).toEqual({ vendor: 'v', model: 'm', serial: '1' });
  expect(() => deviceFields({ vendor: 'v', model: 'm', serial: ' ' })).toThrow(TypeError);
  expect(() => deviceFields({ vendor: 'v', model: 'm' })).toThrow('serial must be text');
});
