import { type VNode } from 'preact';
import { CommandBlock } from '../controls/command-block.tsx';
import { EmptyState } from '../controls/empty-state.tsx';
import { activateCommand, writeCommand } from '../format/curl.ts';
import { useLive } from '../state/console-context.ts';

const EXAMPLE = { vendor: 'acme', model: 'gateway', serial: '0001' };

/** What to do on an empty platform. */
export function FirstSteps(): VNode {
  const { platformUrl } = useLive();
  return (
    <EmptyState icon="devices" title="No devices yet">
      <ol class="steps">
        <li>
          Press <strong>Add device</strong> and name it, for example <code>acme</code>, <code>gateway</code>,{' '}
          <code>0001</code>. This puts it on the whitelist.
        </li>
        <li>
          Let it activate. The answer is its credential, the CIK:
          <CommandBlock what="Activate the device" command={activateCommand(platformUrl, EXAMPLE)} />
        </li>
        <li>
          Write a value with that CIK, and watch it appear here:
          <CommandBlock what="Write a value" command={writeCommand(platformUrl, 'CIK', 'temperature', '21.5')} />
        </li>
      </ol>
    </EmptyState>
  );
}
