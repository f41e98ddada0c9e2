import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { CopyButton } from '../controls/copy-button.tsx';

/** A CIK, hidden until asked for: screens are shared. */
export function Credential({ cik }: { readonly cik: string }): VNode {
  const [isShown, setShown] = useState(false);
  return (
    <span class="credential">
      <code>{isShown ? cik : `${cik.slice(0, 8)}…`}</code>
      <button
        type="button"
        class="button small"
        aria-pressed={isShown}
        onClick={() => {
          setShown(!isShown);
        }}
      >
        {isShown ? 'Hide' : 'Show'}
      </button>
      <CopyButton text={cik} what="CIK" />
    </span>
  );
}
