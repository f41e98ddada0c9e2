import { createHash } from 'node:crypto';
import { type DatabaseSync, type StatementResultingChanges } from 'node:sqlite';
import { type ProductIdentity } from '../identity.ts';
import { type ContentInfo } from '../types.ts';
import { bytesColumn, numberColumn, textColumn, type Row } from './row.ts';

/** A content entry with its validator. */
export interface StoredContent extends ContentInfo {
  /** Quoted, made of the bytes: the same blob uploaded again keeps it. */
  readonly etag: string;
  /** Only for serial numbers that are in a group with it (exosite 3.4). */
  readonly isProtected: boolean;
}

/** The content table. */
export interface ContentStore {
  list(product: ProductIdentity): readonly StoredContent[];
  info(product: ProductIdentity, id: string): StoredContent | undefined;
  bytes(product: ProductIdentity, id: string): Uint8Array | undefined;
  /** Makes an empty entry. False if the id exists. */
  create(product: ProductIdentity, id: string, entry: NewContent, nowSeconds: number): boolean;
  /** Makes or replaces an entry with its blob. */
  put(product: ProductIdentity, id: string, blob: ContentBlob & { readonly meta: string }, nowSeconds: number): void;
  /** Replaces the blob of an entry. False if there is no such entry. */
  upload(product: ProductIdentity, id: string, blob: ContentBlob, nowSeconds: number): boolean;
  /** False if there is no such entry. */
  remove(product: ProductIdentity, id: string): boolean;
  /** Products that have content. */
  products(): readonly ProductIdentity[];
}

/** What a new entry is. */
interface NewContent {
  readonly meta: string;
  readonly isProtected: boolean;
}

/** What an upload brings. */
interface ContentBlob {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

const COLUMNS = 'id, content_type, meta, updated_at, etag, protected, length(bytes) AS size';

/** The content in `database`; `changed` is called after every change. */
export function createContentStore(
  database: DatabaseSync,
  changed: (product: ProductIdentity) => void = () => undefined,
): ContentStore {
  const one = 'WHERE vendor = ? AND model = ? AND id = ?';
  const list = database.prepare(`SELECT ${COLUMNS} FROM content WHERE vendor = ? AND model = ? ORDER BY id`);
  const info = database.prepare(`SELECT ${COLUMNS} FROM content ${one}`);
  const bytes = database.prepare(`SELECT bytes FROM content ${one}`);
  const insert = 'INTO content (vendor, model, id, content_type, meta, updated_at, etag, bytes)';
  const create = database.prepare(
    `INSERT INTO content (vendor, model, id, content_type, meta, protected, updated_at, etag, bytes)
     VALUES (?, ?, ?, 'application/octet-stream', ?, ?, ?, ?, x'') ON CONFLICT DO NOTHING`,
  );
  // Node 22 binds an empty array without memory of its own as NULL.
  const put = database.prepare(`INSERT OR REPLACE ${insert} VALUES (?, ?, ?, ?, ?, ?, ?, coalesce(?, x''))`);
  const upload = database.prepare(
    `UPDATE content SET bytes = coalesce(?, x''), content_type = ?, etag = ?, updated_at = ? ${one}`,
  );
  const remove = database.prepare(`DELETE FROM content ${one}`);
  const products = database.prepare('SELECT DISTINCT vendor, model FROM content ORDER BY vendor, model');
  function report({ vendor, model }: ProductIdentity, { changes }: StatementResultingChanges): boolean {
    if (changes === 0) return false;
    changed({ vendor, model });
    return true;
  }
  return {
    list: ({ vendor, model }) => list.all(vendor, model).map(toContent),
    info({ vendor, model }, id) {
      const row = info.get(vendor, model, id);
      return row === undefined ? undefined : toContent(row);
    },
    bytes({ vendor, model }, id) {
      const row = bytes.get(vendor, model, id);
      return row === undefined ? undefined : bytesColumn(row, 'bytes');
    },
    create(product, id, { meta, isProtected }, nowSeconds) {
      const { vendor, model } = product;
      const etag = createEtag(new Uint8Array());
      return report(product, create.run(vendor, model, id, meta, Number(isProtected), nowSeconds, etag));
    },
    put(product, id, { bytes: blob, contentType, meta }, nowSeconds) {
      const { vendor, model } = product;
      report(product, put.run(vendor, model, id, contentType, meta, nowSeconds, createEtag(blob), blob));
    },
    upload(product, id, blob, nowSeconds) {
      const { vendor, model } = product;
      const etag = createEtag(blob.bytes);
      return report(product, upload.run(blob.bytes, blob.contentType, etag, nowSeconds, vendor, model, id));
    },
    remove: (product, id) => report(product, remove.run(product.vendor, product.model, id)),
    products: () =>
      products.all().map((row) => ({ vendor: textColumn(row, 'vendor'), model: textColumn(row, 'model') })),
  };
}

/** The entry without what only the HTTP side needs. */
export function toContentInfo({ id, sizeBytes, contentType, updatedAt, meta }: StoredContent): ContentInfo {
  return { id, sizeBytes, contentType, updatedAt, meta };
}

function createEtag(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
}

function toContent(row: Row): StoredContent {
  return {
    id: textColumn(row, 'id'),
    sizeBytes: numberColumn(row, 'size'),
    contentType: textColumn(row, 'content_type'),
    updatedAt: numberColumn(row, 'updated_at'),
    meta: textColumn(row, 'meta'),
    etag: textColumn(row, 'etag'),
    isProtected: numberColumn(row, 'protected') !== 0,
  };
}
