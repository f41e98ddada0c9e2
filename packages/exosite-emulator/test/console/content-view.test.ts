import { expect, test } from 'vitest';
import { listProducts, toContentView } from '../../src/console/content-view.ts';
import { platformWith } from '../support/platform.ts';

test('lists products of devices and of content, each once', () => {
  const platform = platformWith([
    { vendor: 'b', model: 'm', serial: '1' },
    { vendor: 'b', model: 'm', serial: '2' },
  ]);
  const blob = { bytes: Buffer.from('abc'), contentType: 'text/plain', meta: 'hidden' };
  platform.content.put({ vendor: 'a', model: 'm' }, 'x', blob, 5);
  expect(listProducts(platform)).toEqual([
    { vendor: 'a', model: 'm', content: [{ id: 'x', sizeBytes: 3, contentType: 'text/plain', updatedAt: 5 }] },
    { vendor: 'b', model: 'm', content: [] },
  ]);
});

test('an entry is shown without its meta text', () => {
  const info = { id: 'x', sizeBytes: 1, contentType: 't', updatedAt: 1, meta: 'm' };
  expect(toContentView(info)).toEqual({ id: 'x', sizeBytes: 1, contentType: 't', updatedAt: 1 });
});
