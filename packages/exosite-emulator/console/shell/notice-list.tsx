import { type VNode } from 'preact';
import { useConsole } from '../state/console-context.ts';
import { useObservable } from '../state/use-observable.ts';
import { Icon } from '../controls/icon.tsx';

/** Short messages about what was done, read out as they come. */
export function NoticeList(): VNode {
  const { notices } = useConsole();
  const shown = useObservable(notices.shown);
  return (
    <div class="notices" aria-live="polite" role="log" aria-label="Messages">
      {shown.map(({ id, kind, text }) => (
        <div key={id} class={`notice ${kind}`}>
          <Icon name={kind === 'done' ? 'check' : 'warning'} />
          <span>{text}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss"
            onClick={() => {
              notices.dismiss(id);
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
