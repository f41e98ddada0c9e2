import { gzipSync } from 'node:zlib';
import { type ArchiveRule } from '@gateway-engine/otau';
import { file, tar } from './tar.ts';

/** An archive, and what has to become of it. */
export interface HostileCase {
  readonly title: string;
  /** The rule that must refuse it; its error code follows from it. */
  readonly rule: ArchiveRule;
  /** The package, made when it is needed: some are far larger than the memory. */
  readonly bytes: () => Uint8Array | AsyncIterable<Uint8Array>;
}

/** What an ordinary package begins with, so that the case is met in the middle of one. */
export const INSTALLER: Uint8Array = file('install.sh', '#!/bin/sh\n', { mode: 0o755 });

/** Entries behind an ordinary one. */
export function entries(title: string, rule: ArchiveRule, ...parts: readonly Uint8Array[]): HostileCase {
  return { title, rule, bytes: () => gzipSync(tar(INSTALLER, ...parts)) };
}

/** A tar stream as it stands, without the end that an archive should have. */
export function raw(title: string, rule: ArchiveRule, ...parts: readonly Uint8Array[]): HostileCase {
  return { title, rule, bytes: () => gzipSync(Buffer.concat(parts)) };
}
