import { type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ContentDetails } from '../../src/console/api.ts';
import type { ProductIdentity } from '../../src/identity.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { formatBytes } from '../format/bytes.ts';
import { formatCount, formatPlural } from '../format/count.ts';
import { formatMode } from '../format/mode.ts';
import { callApi, contentApiPath } from '../state/api-client.ts';
import { useConsole } from '../state/console-context.ts';

/** What is inside a package, without unpacking it anywhere. */
export function PackageDetails(props: { readonly product: ProductIdentity; readonly id: string }): VNode {
  const { notices } = useConsole();
  const [details, setDetails] = useState<ContentDetails | undefined>(undefined);
  const path = contentApiPath(props.product, props.id);
  useEffect(() => {
    const ended = new AbortController();
    const read = async (): Promise<void> => {
      const next = await callApi<ContentDetails>(path, { signal: ended.signal });
      setDetails(next);
    };
    read().catch((error: unknown) => {
      if (!ended.signal.aborted) notices.warn(error instanceof Error ? error.message : String(error));
    });
    return () => {
      ended.abort();
    };
  }, [path]);
  if (details === undefined) return <p class="loading">Looking inside…</p>;
  return (
    <div class="package">
      <dl class="facts">
        <dt>File</dt>
        <dd>
          <code>{details.id}</code>
        </dd>
        <dt>Size</dt>
        <dd>{formatCount(details.sizeBytes)} bytes</dd>
        <dt>SHA-256</dt>
        <dd>
          <code class="hash">{details.sha256}</code> <CopyButton text={details.sha256} what="SHA-256" />
        </dd>
        <dt>Type</dt>
        <dd>{details.contentType}</dd>
      </dl>
      {details.problem === undefined ? null : <p class="banner tone-waiting">{details.problem}</p>}
      {details.entries.length === 0 ? null : <Entries details={details} />}
    </div>
  );
}

function Entries({ details }: { readonly details: ContentDetails }): VNode {
  return (
    <div class="table-scroll entries" tabIndex={0} role="region" aria-label="Entries of the package">
      <table class="rows compact">
        <caption>{formatPlural(details.entries.length, 'entry', 'entries')}</caption>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">Mode</th>
            <th scope="col" class="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {details.entries.map(({ path, kind, mode, sizeBytes, target }, index) => (
            <tr key={index}>
              <th scope="row">
                <code>{path}</code>
                {target === undefined ? null : (
                  <span class="muted">
                    {' '}
                    → <code>{target}</code>
                  </span>
                )}
              </th>
              <td>
                <code>{formatMode(kind, mode)}</code>
              </td>
              <td class="number">{kind === 'file' ? formatBytes(sizeBytes) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
