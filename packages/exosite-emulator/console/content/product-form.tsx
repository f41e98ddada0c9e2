import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { TextField } from '../controls/text-field.tsx';
import { useConsole } from '../state/console-context.ts';

/** Names a product that has neither devices nor content. */
export function ProductForm(): VNode {
  const { router } = useConsole();
  const [product, setProduct] = useState({ vendor: '', model: '' });
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        router.go({ page: 'content', product: { vendor: product.vendor.trim(), model: product.model.trim() } });
      }}
    >
      <TextField
        label="Vendor"
        value={product.vendor}
        isRequired
        onValue={(vendor) => {
          setProduct({ ...product, vendor });
        }}
      />
      <TextField
        label="Model"
        value={product.model}
        isRequired
        onValue={(model) => {
          setProduct({ ...product, model });
        }}
      />
      <button type="submit" class="button primary">
        Open
      </button>
    </form>
  );
}
