import { type VNode } from 'preact';
import type { ProductIdentity } from '../../src/identity.ts';
import { EmptyState } from '../controls/empty-state.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { formatPlural } from '../format/count.ts';
import { formatProduct } from '../format/product.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { useConsole, useLive } from '../state/console-context.ts';
import { DeploymentList } from '../deploy/deployment-list.tsx';
import { ContentTable } from './content-table.tsx';
import { DropZone } from './drop-zone.tsx';
import { ProductForm } from './product-form.tsx';
import { shownProduct } from './shown-product.ts';

/** The content area of one product: upload, look inside, deploy. */
export function ContentPage({ chosen }: { readonly chosen: ProductIdentity | undefined }): VNode {
  const { products, devices } = useLive();
  const { router } = useConsole();
  const product = shownProduct(products, chosen);
  const keyOf = ({ vendor, model }: ProductIdentity): string => JSON.stringify([vendor, model]);
  if (product === undefined) {
    return (
      <>
        <PageHeader title="Content">App packages that devices can download and install.</PageHeader>
        <EmptyState icon="content" title="No products yet">
          <p>Content belongs to a product. Add a device, or name a product to upload to:</p>
          <ProductForm />
        </EmptyState>
      </>
    );
  }
  const deviceCount = [...devices.values()].filter((device) => keyOf(device) === keyOf(product)).length;
  return (
    <>
      <PageHeader
        title="Content"
        actions={
          <SelectField
            label="Product"
            value={keyOf(product)}
            choices={[product, ...products.filter((other) => keyOf(other) !== keyOf(product))]
              .map((entry) => [keyOf(entry), formatProduct(entry)] as const)
              .sort(([left], [right]) => (left < right ? -1 : 1))}
            onValue={(key) => {
              const next = products.find((entry) => keyOf(entry) === key);
              if (next !== undefined) router.go({ page: 'content', product: next });
            }}
          />
        }
      >
        {formatPlural(product.content.length, 'file')} for {formatPlural(deviceCount, 'device')} of{' '}
        {formatProduct(product)}.
      </PageHeader>
      <DropZone key={keyOf(product)} product={product} />
      <ContentTable product={product} />
      <DeploymentList product={product} />
    </>
  );
}
