import { createRandom } from '../random.ts';
import { type Choice, createChoice } from './choice.ts';
import { makeParts } from './grammar.ts';
import { compress, mutateParts, mutateTar } from './mutate.ts';

/** One package to try, and how it is given to the extractor. */
export interface FuzzInput {
  readonly bytes: Buffer;
  readonly chunkBytes: number;
  readonly limits: { readonly maxUnpackedBytes: number; readonly maxEntries: number; readonly maxRatio: number };
}

/** The input of one run: the same seed and run, the same input. */
export function makeInput(seed: number, run: number): FuzzInput {
  const choice = createChoice(createRandom((seed * 1_000_003 + run) >>> 0));
  const parts = makeParts(choice);
  if (choice.chance(0.15)) mutateParts(parts, choice);
  const tar = Buffer.concat([...parts, makeEnd(choice)]);
  if (choice.chance(0.4)) mutateTar(tar, choice);
  const bytes = compress(tar, choice);
  return {
    bytes,
    // Byte by byte takes a while, so only what is small comes like that.
    chunkBytes: choice.of(bytes.length < 200 ? [1, 3, 7, 50] : [100, 511, 512, 513, 4096, 65_536]),
    limits: choice.chance(0.9)
      ? { maxUnpackedBytes: 1024 * 1024, maxEntries: 1000, maxRatio: 200 }
      : { maxUnpackedBytes: choice.below(5000), maxEntries: choice.below(5), maxRatio: choice.below(3) },
  };
}

function makeEnd(choice: Choice): Uint8Array {
  if (choice.chance(0.93)) return new Uint8Array(1024);
  return Buffer.alloc(choice.of([0, 1, 511, 512, 513, 1023, 1025, 2048, 10_240]), choice.chance(0.8) ? 0 : 1);
}
