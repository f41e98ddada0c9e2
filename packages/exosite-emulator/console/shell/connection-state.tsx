import { type VNode } from 'preact';
import { CopyButton } from '../controls/copy-button.tsx';
import { useLive } from '../state/console-context.ts';
import { type Connection } from '../state/live-model.ts';

const WORDS: Readonly<Record<Connection, string>> = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' };

/** Whether the page is live, and where devices find the platform. */
export function ConnectionState(): VNode {
  const { connection, isOnline, platformUrl } = useLive();
  const text = connection === 'live' && !isOnline ? 'Live, device API offline' : WORDS[connection];
  const tone = connection === 'lost' ? 'bad' : connection === 'live' && isOnline ? 'good' : 'waiting';
  return (
    <div class="connection">
      <p class={`connection-state tone-${tone}`}>
        <span class="dot" aria-hidden="true" /> {text}
      </p>
      {platformUrl === '' ? null : (
        <p class="platform-url">
          <code>{platformUrl}</code> <CopyButton text={platformUrl} what="URL of the device API" />
        </p>
      )}
    </div>
  );
}
