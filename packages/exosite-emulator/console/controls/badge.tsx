import { type ComponentChildren, type VNode } from 'preact';

/** What a colour says beside the word that says it too. */
export type Tone = 'good' | 'bad' | 'waiting' | 'plain' | 'accent';

/** A word on a tinted ground. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }): VNode {
  return <span class={`badge tone-${tone}`}>{children}</span>;
}
