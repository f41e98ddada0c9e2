import { type VNode } from 'preact';
import type { DeviceView } from '../../src/console/api.ts';
import { CommandBlock } from '../controls/command-block.tsx';
import { ConfirmButton } from '../controls/confirm-button.tsx';
import { DEVICE_STATUS } from '../devices/device-status.ts';
import { StatusBadge } from '../devices/status-badge.tsx';
import { activateCommand, readCommand, writeCommand } from '../format/curl.ts';
import { callApi, deviceApiPath } from '../state/api-client.ts';
import { useConsole, useLive } from '../state/console-context.ts';
import { Credential } from './credential.tsx';

/** Credential, life cycle, and commands that act as the device. */
export function SetupSection({ view }: { readonly view: DeviceView }): VNode {
  const { platformUrl } = useLive();
  const { cik, status } = view;
  return (
    <div class="setup">
      <section class="card">
        <h2>Identity</h2>
        <dl class="facts">
          <dt>Vendor</dt>
          <dd>{view.vendor}</dd>
          <dt>Model</dt>
          <dd>{view.model}</dd>
          <dt>Serial number</dt>
          <dd>{view.serial}</dd>
          <dt>Status</dt>
          <dd>
            <StatusBadge status={status} /> {DEVICE_STATUS[status].meaning}
          </dd>
          <dt>CIK</dt>
          <dd>{cik === undefined ? <span class="muted">none</span> : <Credential cik={cik} />}</dd>
        </dl>
        <LifeCycle view={view} />
      </section>
      <section class="card">
        <h2>As the device</h2>
        {cik === undefined ? (
          <>
            <p>Activate. It works once for each time it is enabled; the answer is the CIK.</p>
            <CommandBlock what="Activate the device" command={activateCommand(platformUrl, view)} />
          </>
        ) : (
          <>
            <p>Write a value:</p>
            <CommandBlock
              what="Write a value"
              secret={cik}
              command={writeCommand(platformUrl, cik, 'temperature', '21.5')}
            />
            <p>Read what the cloud wants:</p>
            <CommandBlock
              what="Read two resources"
              secret={cik}
              command={readCommand(platformUrl, cik, ['engine_fetch', 'update_interval'])}
            />
          </>
        )}
      </section>
    </div>
  );
}

function LifeCycle({ view }: { readonly view: DeviceView }): VNode {
  const { notices, router } = useConsole();
  const path = deviceApiPath(view);
  const change = (call: string, done: string): (() => void) => {
    return () => {
      void notices.attempt(() => callApi(`${path}/${call}`, { method: 'POST' }), done);
    };
  };
  const remove = async (): Promise<void> => {
    const isDone = await notices.attempt(() => callApi(path, { method: 'DELETE' }), `Removed ${view.serial}`);
    if (isDone) router.go({ page: 'devices' });
  };
  return (
    <div class="actions">
      {view.status === 'activated' ? (
        <ConfirmButton
          title="Take the credential away?"
          question="The device loses its CIK at once and has 24 hours to activate again. Its next request gets a 401."
          action="Regenerate"
          class="button"
          onConfirm={change('enable', 'Enabled again: the old CIK is void')}
        >
          Regenerate…
        </ConfirmButton>
      ) : (
        <button type="button" class="button primary" onClick={change('enable', 'Enabled for 24 hours')}>
          Enable
        </button>
      )}
      <ConfirmButton
        title="Disable the device?"
        question="It loses its CIK and cannot activate until you enable it again. Its data stays."
        action="Disable"
        class="button"
        onConfirm={change('disable', 'Disabled')}
      >
        Disable…
      </ConfirmButton>
      <ConfirmButton
        title="Remove the device?"
        question={
          <>
            <code>{view.serial}</code> leaves the whitelist, and all of its values are deleted.
          </>
        }
        action="Remove"
        onConfirm={() => {
          void remove();
        }}
      >
        Remove…
      </ConfirmButton>
    </div>
  );
}
