import { type ComponentChildren, type VNode } from 'preact';
import { type Tone } from './tone.ts';

/** A word on a tinted ground. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }): VNode {
  return <span class={`badge tone-${tone}`}>{children}</span>;
}
