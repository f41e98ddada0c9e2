import { type ComponentChildren, type VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** What stands where nothing is yet, and how something gets there. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <section class="empty">
      <span class="empty-icon">
        <Icon name={props.icon} />
      </span>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}
