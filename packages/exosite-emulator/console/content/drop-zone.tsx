import { type VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ProductView } from '../../src/console/api.ts';
import { parsePackageName } from '../../src/console/package-name.ts';
import { Icon } from '../controls/icon.tsx';
import { formatPlural } from '../format/count.ts';
import { contentApiPath, callApi } from '../state/api-client.ts';
import { useConsole } from '../state/console-context.ts';
import { ReplaceDialog } from './replace-dialog.tsx';

/** Takes files that are dropped on it, or chosen by its button. */
export function DropZone({ product }: { readonly product: ProductView }): VNode {
  const { notices } = useConsole();
  const inputId = useId();
  const [isOver, setOver] = useState(false);
  const [uploading, setUploading] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<readonly File[]>([]);

  async function upload(files: readonly File[]): Promise<void> {
    for (const file of files) {
      setUploading((names) => [...names, file.name]);
      const path = contentApiPath(product, file.name);
      await notices.attempt(() => callApi(path, { method: 'PUT', file }), `Uploaded ${file.name}`);
      setUploading((names) => names.filter((name) => name !== file.name));
      if (parsePackageName(file.name) === undefined) {
        notices.warn(`${file.name} is not named NAME.vVERSION.tar.gz: Gateway Engine will not install it.`);
      }
    }
  }

  function take(files: readonly File[]): void {
    const isKnown = ({ name }: File): boolean => product.content.some(({ id }) => id === name);
    setAsking(files.filter(isKnown));
    void upload(files.filter((file) => !isKnown(file)));
  }

  return (
    <section
      class={`drop-zone ${isOver ? 'is-over' : ''}`}
      aria-label="Upload"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Icon name="upload" />
      <p>
        <strong>Drop a package here</strong>, such as <code>hello.v1.tar.gz</code>, or{' '}
        <label class="file-label" for={inputId}>
          choose a file
        </label>
        <input
          id={inputId}
          class="visually-hidden"
          type="file"
          multiple
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </p>
      <p class="muted" role="status">
        {uploading.length === 0 ? '' : `Uploading ${formatPlural(uploading.length, 'file')}…`}
      </p>
      {asking.length === 0 ? null : (
        <ReplaceDialog
          names={asking.map(({ name }) => name)}
          onClose={() => {
            setAsking([]);
          }}
          onReplace={() => {
            setAsking([]);
            void upload(asking);
          }}
        />
      )}
    </section>
  );
}
