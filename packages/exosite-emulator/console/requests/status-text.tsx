import { type VNode } from 'preact';
import { Badge } from '../controls/badge.tsx';
import { type Tone } from '../controls/tone.ts';

/** Status of an answer; none was sent for 0. */
export function StatusText({ status }: { readonly status: number }): VNode {
  const tone: Tone = status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'waiting' : 'good';
  return <Badge tone={tone}>{status === 0 ? 'none' : status}</Badge>;
}
