import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { RequestEntry } from '../../src/http/request-log.ts';
import { CommandBlock } from '../controls/command-block.tsx';
import { EmptyState } from '../controls/empty-state.tsx';
import { Segments } from '../controls/segments.tsx';
import { TextField } from '../controls/text-field.tsx';
import { formatBytes } from '../format/bytes.ts';
import { formatPlural } from '../format/count.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { useConsole, useLive } from '../state/console-context.ts';
import { queryRequests, totalBytes, type RequestQuery } from './request-query.ts';
import { RequestTable } from './request-table.tsx';

const OUTCOMES: readonly (readonly [RequestQuery['outcome'], string])[] = [
  ['any', 'All'],
  ['ok', '2xx 3xx'],
  ['refused', '4xx'],
  ['failed', '5xx, none'],
  ['faulted', 'Fault'],
];

/** What devices and tools asked, as it comes. */
export function RequestsPage({ search }: { readonly search: string }): VNode {
  const { requests, platformUrl } = useLive();
  const { router } = useConsole();
  const [outcome, setOutcome] = useState<RequestQuery['outcome']>('any');
  /** What was there when the log was held; undefined while it runs. */
  const [held, setHeld] = useState<readonly RequestEntry[] | undefined>(undefined);
  const found = queryRequests(held ?? requests, { search, outcome });
  const { received, sent } = totalBytes(found);
  return (
    <>
      <PageHeader
        title="Requests"
        actions={
          <button
            type="button"
            class="button"
            aria-pressed={held !== undefined}
            onClick={() => {
              setHeld(held === undefined ? requests : undefined);
            }}
          >
            {held === undefined ? 'Pause' : 'Resume'}
          </button>
        }
      >
        The latest requests to the device API, the newest first.
      </PageHeader>
      {requests.length === 0 ? (
        <EmptyState icon="requests" title="No requests yet">
          <p>Ask for the time, the simplest request there is:</p>
          <CommandBlock what="Ask for the time" command={`curl -i ${platformUrl}/timestamp`} />
        </EmptyState>
      ) : (
        <section class="card" aria-label="Request log">
          <div class="toolbar">
            <TextField
              label="Filter"
              type="search"
              class="grow"
              placeholder="Path, alias, serial number, status; -word leaves out"
              value={search}
              onValue={(next) => {
                router.replace({ page: 'requests', search: next });
              }}
            />
            <Segments legend="Outcome" choices={OUTCOMES} value={outcome} onValue={setOutcome} />
          </div>
          <p class="card-note" role="status">
            {formatPlural(found.length, 'request')}, {formatBytes(received)} received, {formatBytes(sent)} sent
          </p>
          <RequestTable requests={found} />
        </section>
      )}
    </>
  );
}
