import { type ComponentChildren, type VNode } from 'preact';
import { useConsole } from '../state/console-context.ts';
import { formatAddress, type Address } from './address.ts';

/** A link within the console; with a modifier key the browser does what it always does. */
export function Link(props: {
  readonly to: Address;
  readonly class?: string;
  readonly isCurrent?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}): VNode {
  const { to, isCurrent = false, label, children } = props;
  const { router } = useConsole();
  return (
    <a
      href={formatAddress(to)}
      class={props.class}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={label}
      onClick={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        router.go(to);
      }}
    >
      {children}
    </a>
  );
}
