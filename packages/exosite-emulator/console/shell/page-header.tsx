import { type ComponentChildren, type VNode } from 'preact';

/** Heading of a page, what it is for, and what one can do on it. */
export function PageHeader(props: {
  readonly title: string;
  readonly badge?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <header class="page-header">
      <div class="page-header-text">
        <div class="page-title">
          <h1 tabIndex={-1}>{props.title}</h1>
          {props.badge}
        </div>
        <p>{props.children}</p>
      </div>
      {props.actions === undefined ? null : <div class="actions">{props.actions}</div>}
    </header>
  );
}
