import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceView } from '../../src/console/api.ts';
import { CommandBlock } from '../controls/command-block.tsx';
import { EmptyState } from '../controls/empty-state.tsx';
import { activateCommand, writeCommand } from '../format/curl.ts';
import { useLive } from '../state/console-context.ts';
import { AliasList } from './alias-list.tsx';
import { aliasToShow } from './alias-order.ts';
import { SeriesPanel } from './series-panel.tsx';
import { WriteValue } from './write-value.tsx';

/** The resources of a device: one at a time as chart or table. */
export function DataSection({ view }: { readonly view: DeviceView }): VNode {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const alias = aliasToShow(view.aliases, chosen);
  if (alias === undefined) return <NoData view={view} />;
  return (
    <div class="data-section">
      <AliasList aliases={view.aliases} chosen={alias} onChoose={setChosen} />
      <div class="data-main">
        <SeriesPanel key={alias} device={view} alias={alias} />
        <WriteValue
          key={`write ${alias}`}
          device={view}
          aliases={view.aliases.map((entry) => entry.alias)}
          alias={alias}
        />
      </div>
    </div>
  );
}

function NoData({ view }: { readonly view: DeviceView }): VNode {
  const { platformUrl } = useLive();
  const { cik } = view;
  return (
    <>
      <EmptyState icon="requests" title="No values yet">
        {cik === undefined ? (
          <>
            <p>The device has to activate first. As the device would:</p>
            <CommandBlock what="Activate the device" command={activateCommand(platformUrl, view)} />
          </>
        ) : (
          <>
            <p>Write a value as the device would, and it appears here at once:</p>
            <CommandBlock
              what="Write a value"
              secret={cik}
              command={writeCommand(platformUrl, cik, 'temperature', '21.5')}
            />
          </>
        )}
      </EmptyState>
      <WriteValue device={view} aliases={[]} alias="" />
    </>
  );
}
