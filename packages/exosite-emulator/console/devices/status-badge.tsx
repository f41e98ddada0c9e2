import { type VNode } from 'preact';
import type { DeviceStatus } from '../../src/types.ts';
import { Badge } from '../controls/badge.tsx';
import { DEVICE_STATUS } from './device-status.ts';

/** The status of a device in a word. */
export function StatusBadge({ status }: { readonly status: DeviceStatus }): VNode {
  const { word, tone } = DEVICE_STATUS[status];
  return <Badge tone={tone}>{word}</Badge>;
}
