import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scrypt,
} from 'node:crypto';
import { blake2b } from './blake2b.ts';
import { decodeLine, keyInvalid, keyLine } from './minisign-text.ts';
import { type PublicKey, publicKeyOf } from './public-key.ts';

/** A minisign secret key. Keep it off gateways: they only verify. */
export interface SecretKey {
  readonly publicKey: PublicKey;
  /** For node:crypto. */
  readonly key: KeyObject;
}

/** What guessing the password of a secret key costs, in minisign's (libsodium's) terms. */
export interface PasswordCost {
  readonly operations: number;
  readonly memoryBytes: number;
}

/** Options of {@link formatSecretKey} and {@link parseSecretKey}. */
export interface SecretKeyOptions {
  /** Protects the key; an empty one does, too, as far as it can. Default: none. */
  readonly password?: string | undefined;
}

/** What minisign itself uses, and the most that is accepted: 1 GiB of memory for some seconds. */
export const PASSWORD_COST_DEFAULTS: PasswordCost = Object.freeze({ operations: 2 ** 25, memoryBytes: 2 ** 30 });

const ALGORITHM = Buffer.from('Ed');
const SCRYPT = Buffer.from('Sc');
const CHECKSUM = Buffer.from('B2');
/** Where the parts of the 158 bytes begin. */
const AT = { kdf: 2, checksum: 4, salt: 6, operations: 38, memory: 46, secret: 54, end: 158 };
const SECRET_BYTES = AT.end - AT.secret;
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SCRYPT_BLOCK = 8;

/** Makes a new key pair. */
export function generateSecretKey(): SecretKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return withId(randomBytes(8), privateKey);
}

/** Reads a secret key file of minisign, with or without password. Rejects with `OTAU_KEY_INVALID`. */
export async function parseSecretKey(text: string, { password }: SecretKeyOptions = {}): Promise<SecretKey> {
  const bytes = decodeLine(keyLine(text), AT.end);
  if (bytes?.subarray(0, AT.kdf).equals(ALGORITHM) !== true || !part(bytes, 'checksum', 'salt').equals(CHECKSUM)) {
    throw keyInvalid('it is no minisign secret key');
  }
  const kdf = part(bytes, 'kdf', 'checksum');
  const hidden = part(bytes, 'secret', 'end');
  if (kdf.equals(Buffer.alloc(2))) return fromSecret(hidden);
  if (!kdf.equals(SCRYPT)) throw keyInvalid('it is protected in a way that is not known here');
  if (password === undefined) throw keyInvalid('it is protected with a password; give that');
  const cost = {
    operations: Number(bytes.readBigUInt64LE(AT.operations)),
    memoryBytes: Number(bytes.readBigUInt64LE(AT.memory)),
  };
  const secret = mask(hidden, await derive(password, part(bytes, 'salt', 'operations'), cost));
  if (!checksumOf(secret).equals(secret.subarray(72))) throw keyInvalid('its password is wrong');
  return fromSecret(secret);
}

/** A secret key as a file that minisign reads: `password` protects it as minisign does, by scrypt. */
export async function formatSecretKey(
  { publicKey, key }: SecretKey,
  { password, cost = PASSWORD_COST_DEFAULTS }: SecretKeyOptions & { readonly cost?: PasswordCost } = {},
): Promise<string> {
  const seed = key.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8_PREFIX.length);
  const id = Buffer.from(publicKey.text, 'base64').subarray(2);
  const secret = Buffer.concat([id.subarray(0, 8), seed, id.subarray(8), Buffer.alloc(32)]);
  const head = Buffer.alloc(AT.secret);
  ALGORITHM.copy(head);
  CHECKSUM.copy(head, AT.checksum);
  if (password === undefined) return asFile(Buffer.concat([head, secret]));
  checksumOf(secret).copy(secret, 72);
  SCRYPT.copy(head, AT.kdf);
  const salt = randomBytes(AT.operations - AT.salt);
  salt.copy(head, AT.salt);
  head.writeBigUInt64LE(BigInt(cost.operations), AT.operations);
  head.writeBigUInt64LE(BigInt(cost.memoryBytes), AT.memory);
  return asFile(Buffer.concat([head, mask(secret, await derive(password, salt, cost))]));
}

function asFile(bytes: Uint8Array): string {
  return `untrusted comment: minisign encrypted secret key\n${Buffer.from(bytes).toString('base64')}\n`;
}

function part(bytes: Buffer, from: keyof typeof AT, to: keyof typeof AT): Buffer {
  return bytes.subarray(AT[from], AT[to]);
}

function fromSecret(secret: Buffer): SecretKey {
  const seed = secret.subarray(8, 40);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const secretKey = withId(secret.subarray(0, 8), key);
  if (!rawPublicKey(key).equals(secret.subarray(40, 72))) throw keyInvalid('its two halves do not belong together');
  return secretKey;
}

function withId(id: Uint8Array, key: KeyObject): SecretKey {
  return { publicKey: publicKeyOf(id, rawPublicKey(key)), key };
}

function rawPublicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

function checksumOf(secret: Uint8Array): Buffer {
  return Buffer.from(blake2b(Buffer.concat([ALGORITHM, secret.subarray(0, 72)]), 32));
}

function mask(bytes: Uint8Array, stream: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (stream[index] ?? 0)));
}

async function derive(password: string, salt: Uint8Array, cost: PasswordCost): Promise<Uint8Array> {
  const { memoryBytes, operations } = cost;
  if (memoryBytes > PASSWORD_COST_DEFAULTS.memoryBytes || operations > PASSWORD_COST_DEFAULTS.operations) {
    throw keyInvalid('its password would take more than 1 GiB of memory to check');
  }
  const { N, p } = scryptCost(cost);
  const maxmem = 128 * SCRYPT_BLOCK * (N + p + 2);
  return new Promise((resolve, reject) => {
    scrypt(password, salt, SECRET_BYTES, { N, r: SCRYPT_BLOCK, p, maxmem }, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(keyInvalid('there is not enough memory to check its password', error));
    });
  });
}

/** How libsodium turns its two figures into scrypt's. */
function scryptCost({ operations, memoryBytes }: PasswordCost): { readonly N: number; readonly p: number } {
  const ops = Math.max(operations, 32_768);
  const boundByOperations = ops < memoryBytes / 32;
  const maxN = Math.floor(boundByOperations ? ops / (SCRYPT_BLOCK * 4) : memoryBytes / (SCRYPT_BLOCK * 128));
  let N = 2;
  while (N <= maxN / 2) N *= 2;
  return { N, p: boundByOperations ? 1 : Math.max(1, Math.floor(Math.floor(ops / 4 / N) / SCRYPT_BLOCK)) };
}
