const BLOCK_BYTES = 128;
const IV = BigUint64Array.of(
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
);
/** Order of the message's words in each round; rounds 10 and 11 repeat the first two. */
const SIGMA: readonly (readonly number[])[] = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
  '0123456789abcdef',
  'ea489fd61c02b753',
].map((row) => Array.from(row, (digit) => Number.parseInt(digit, 16)));
/** The columns, then the diagonals, of the 4 × 4 words that a round mixes. */
const LANES: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

/**
 * BLAKE2b (RFC 7693) without a key, for the 32-byte checksums in minisign's secret keys: node:crypto has the 64-byte
 * form alone, and the shorter ones are not its beginning. Slow; not for large inputs.
 */
export function blake2b(message: Uint8Array, outputBytes: number): Uint8Array {
  if (!Number.isInteger(outputBytes) || outputBytes < 1 || outputBytes > 64) {
    throw new TypeError('outputBytes must be a whole number from 1 to 64.');
  }
  const state = BigUint64Array.from(IV);
  state[0] = word(state, 0) ^ 0x0101_0000n ^ BigInt(outputBytes);
  const blocks = Math.max(1, Math.ceil(message.length / BLOCK_BYTES));
  for (let block = 0; block < blocks; block++) {
    const end = Math.min((block + 1) * BLOCK_BYTES, message.length);
    compress(state, message.subarray(block * BLOCK_BYTES, end), end, block === blocks - 1);
  }
  const output = Buffer.alloc(64);
  state.forEach((value, index) => output.writeBigUInt64LE(value, 8 * index));
  return output.subarray(0, outputBytes);
}

function compress(state: BigUint64Array, block: Uint8Array, bytesSoFar: number, isLast: boolean): void {
  const padded = Buffer.alloc(BLOCK_BYTES);
  padded.set(block);
  const message = BigUint64Array.from({ length: 16 }, (_, index) => padded.readBigUInt64LE(8 * index));
  const mixed = BigUint64Array.from([...state, ...IV]);
  mixed[12] = word(mixed, 12) ^ BigInt(bytesSoFar);
  if (isLast) mixed[14] = ~word(mixed, 14);
  for (const order of SIGMA) {
    LANES.forEach((lane, index) => {
      mix(mixed, lane, word(message, order[2 * index] ?? 0), word(message, order[2 * index + 1] ?? 0));
    });
  }
  for (let index = 0; index < 8; index++) {
    state[index] = word(state, index) ^ word(mixed, index) ^ word(mixed, index + 8);
  }
}

function mix(
  words: BigUint64Array,
  [a, b, c, d]: readonly [number, number, number, number],
  x: bigint,
  y: bigint,
): void {
  // The array keeps the low 64 bits of what is stored, which is the addition modulo 2⁶⁴ that the RFC asks for.
  words[a] = word(words, a) + word(words, b) + x;
  words[d] = rotateRight(word(words, d) ^ word(words, a), 32n);
  words[c] = word(words, c) + word(words, d);
  words[b] = rotateRight(word(words, b) ^ word(words, c), 24n);
  words[a] = word(words, a) + word(words, b) + y;
  words[d] = rotateRight(word(words, d) ^ word(words, a), 16n);
  words[c] = word(words, c) + word(words, d);
  words[b] = rotateRight(word(words, b) ^ word(words, c), 63n);
}

function rotateRight(value: bigint, bits: bigint): bigint {
  return (value >> bits) | (value << (64n - bits));
}

function word(words: BigUint64Array, index: number): bigint {
  return words[index] ?? 0n;
}
