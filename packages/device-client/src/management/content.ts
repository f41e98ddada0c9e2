import { parseContentInfo, type ContentInfo } from '../calls/content.ts';
import { isDeviceClientError } from '../errors.ts';
import { encodeForm } from '../form.ts';
import type { CallOptions, Upload } from '../http/request.ts';
import { encodePart, parseLines, type ManagementAccess } from './access.ts';

/** What is said about new content. */
export interface NewContent {
  /** Free text. */
  readonly meta?: string;
  /** True: only serial numbers in its groups may download it. */
  readonly isProtected?: boolean;
}

/** The content area of a model: what its devices can download. `model` is the product id on Murano. */
export interface ContentArea {
  /** The ids of all content; with a serial number, of what that one may download. */
  list(model: string, call?: CallOptions & { readonly serial?: string }): Promise<readonly string[]>;
  /** Type, size, time and meta; DEVICE_CLIENT_NOT_FOUND if there is no such content. */
  info(model: string, id: string, call?: CallOptions): Promise<ContentInfo>;
  /** Makes an entry without bytes; DEVICE_CLIENT_CONFLICT if there is one. */
  create(model: string, id: string, content?: NewContent, call?: CallOptions): Promise<void>;
  /** Gives an entry its bytes, from memory or from a stream. `timeoutMs` is 10 minutes here, for all of it. */
  upload(model: string, id: string, upload: Upload, call?: CallOptions): Promise<void>;
  /** Creates the entry unless it is there, then uploads: what every uploader does (exosite 4). */
  publish(model: string, id: string, upload: Upload, content?: NewContent, call?: CallOptions): Promise<void>;
  /** Deletes the entry and its bytes. */
  remove(model: string, id: string, call?: CallOptions): Promise<void>;
}

/** A package of some megabytes over a slow line takes its time. */
const UPLOAD_TIMEOUT_MS = 600_000;

export function createContentArea(access: ManagementAccess): ContentArea {
  const pathOf = (model: string, id?: string): string =>
    `content/${encodePart('model', model)}/${id === undefined ? '' : encodePart('id', id)}`;

  const area: ContentArea = {
    async list(model, { serial, ...call } = {}) {
      const query = serial === undefined ? '' : `?${encodeForm([['sn', serial]])}`;
      const path = pathOf(model) + query;
      return parseLines(
        await access.read({ operation: 'listContent', about: model, method: 'GET', path, accepts: [200, 204] }, call),
      );
    },
    async info(model, id, call) {
      const request = {
        operation: 'contentInfo',
        about: id,
        method: 'GET',
        path: pathOf(model, id),
        accepts: [200],
      } as const;
      const answer = await access.transport.call(access.format(request), call);
      const info = parseContentInfo(Buffer.from(answer.body).toString('utf8'));
      if (info === undefined) {
        throw access.transport.nonsense(access.format(request), 'something else than content information', answer);
      }
      // Here a fifth column follows the meta: whether the content is protected (exosite 4).
      return { ...info, meta: info.meta.replace(/,(?:true|false)$/, '') };
    },
    async create(model, id, { meta = '', isProtected = false } = {}, call) {
      encodePart('id', id);
      const pairs: (readonly [string, string])[] = [
        ['id', id],
        ['meta', meta],
      ];
      if (isProtected) pairs.push(['protected', 'true']);
      const form = encodeForm(pairs);
      await access.change({ operation: 'createContent', about: id, method: 'POST', path: pathOf(model), form }, call);
    },
    async upload(model, id, upload, call) {
      const path = pathOf(model, id);
      const request = { operation: 'uploadContent', about: id, method: 'POST', path, upload } as const;
      await access.change(request, { timeoutMs: UPLOAD_TIMEOUT_MS, ...call });
    },
    async publish(model, id, upload, content, call) {
      try {
        await area.create(model, id, content, call);
      } catch (error) {
        if (!isDeviceClientError(error, 'DEVICE_CLIENT_CONFLICT')) throw error;
      }
      await area.upload(model, id, upload, call);
    },
    async remove(model, id, call) {
      const path = pathOf(model, id);
      await access.change({ operation: 'removeContent', about: id, method: 'DELETE', path }, call);
    },
  };
  return area;
}
