import { type VNode } from 'preact';
import { formatCount } from '../format/count.ts';
import { Icon } from './icon.tsx';

/** Which part of a long list is shown. */
export function Pager(props: {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly what: string;
  readonly onPage: (page: number) => void;
}): VNode | null {
  const { page, pageSize, total, what, onPage } = props;
  const lastPage = Math.max(0, Math.ceil(total / pageSize) - 1);
  if (lastPage === 0) return null;
  const from = page * pageSize + 1;
  const step = (target: number): (() => void) => {
    return () => {
      onPage(target);
    };
  };
  return (
    <nav class="pager" aria-label={`Pages of ${what}`}>
      <button type="button" class="button small" disabled={page === 0} onClick={step(page - 1)}>
        <Icon name="left" /> Previous
      </button>
      <span>
        {formatCount(from)} to {formatCount(Math.min(total, from + pageSize - 1))} of {formatCount(total)} {what}
      </span>
      <button type="button" class="button small" disabled={page >= lastPage} onClick={step(page + 1)}>
        Next <Icon name="right" />
      </button>
    </nav>
  );
}
