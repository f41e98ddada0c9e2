import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ContentView, ProductView } from '../../src/console/api.ts';
import { parsePackageName } from '../../src/console/package-name.ts';
import { Ago } from '../controls/ago.tsx';
import { ConfirmButton } from '../controls/confirm-button.tsx';
import { Icon } from '../controls/icon.tsx';
import { DeployDialog } from '../deploy/deploy-dialog.tsx';
import { formatBytes } from '../format/bytes.ts';
import { callApi, contentApiPath } from '../state/api-client.ts';
import { useConsole } from '../state/console-context.ts';
import { PackageDetails } from './package-details.tsx';

/** The files of a product. */
export function ContentTable({ product }: { readonly product: ProductView }): VNode | null {
  const [opened, setOpened] = useState<string | undefined>(undefined);
  const [deploying, setDeploying] = useState<string | undefined>(undefined);
  if (product.content.length === 0) return null;
  return (
    <section class="card" aria-label="Files">
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">App</th>
              <th scope="col">Version</th>
              <th scope="col" class="number">
                Size
              </th>
              <th scope="col">Uploaded</th>
              <th scope="col">
                <span class="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {product.content.map((content) => (
              <ContentRows
                key={content.id}
                product={product}
                content={content}
                isOpen={opened === content.id}
                onToggle={() => {
                  setOpened(opened === content.id ? undefined : content.id);
                }}
                onDeploy={() => {
                  setDeploying(content.id);
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
      {deploying === undefined ? null : (
        <DeployDialog
          product={product}
          name={deploying}
          onClose={() => {
            setDeploying(undefined);
          }}
        />
      )}
    </section>
  );
}

function ContentRows(props: {
  readonly product: ProductView;
  readonly content: ContentView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onDeploy: () => void;
}): VNode {
  const { product, content, isOpen } = props;
  const { notices } = useConsole();
  const { id } = content;
  const name = parsePackageName(id);
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="disclosure" aria-expanded={isOpen} onClick={props.onToggle}>
            <Icon name="right" /> {name?.name ?? id}
          </button>
        </th>
        <td>{name?.version ?? <span class="muted">not an app package</span>}</td>
        <td class="number">{formatBytes(content.sizeBytes)}</td>
        <td>
          <Ago seconds={content.updatedAt} />
        </td>
        <td>
          <div class="row-actions">
            {name === undefined ? null : (
              <button type="button" class="button small primary" aria-label={`Deploy ${id}`} onClick={props.onDeploy}>
                <Icon name="deploy" /> Deploy
              </button>
            )}
            <ConfirmButton
              title="Delete the file?"
              question={
                <>
                  Devices that ask for <code>{id}</code> get a 404 from now on.
                </>
              }
              action="Delete"
              class="button small"
              label={`Delete ${id}`}
              onConfirm={() => {
                void notices.attempt(() => callApi(contentApiPath(product, id), { method: 'DELETE' }), `Deleted ${id}`);
              }}
            >
              Delete…
            </ConfirmButton>
          </div>
        </td>
      </tr>
      {isOpen ? (
        <tr class="detail-row">
          <td colSpan={5}>
            <PackageDetails key={content.updatedAt} product={product} id={id} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
