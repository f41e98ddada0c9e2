import { type ContentInfo } from '../types.ts';
import { type Platform } from '../platform.ts';
import { type ContentView, type ProductView } from './api.ts';

/** A content entry as lists show it. */
export function toContentView({ id, sizeBytes, contentType, updatedAt }: ContentInfo): ContentView {
  return { id, sizeBytes, contentType, updatedAt };
}

/** Every product that has devices or content, with its content. */
export function listProducts({ devices, content }: Pick<Platform, 'devices' | 'content'>): readonly ProductView[] {
  const products = [...devices.all(), ...content.products()].map(
    ({ vendor, model }) => [`${vendor}\n${model}`, { vendor, model }] as const,
  );
  return [...new Map(products)]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, product]) => ({ ...product, content: content.list(product).map(toContentView) }));
}
