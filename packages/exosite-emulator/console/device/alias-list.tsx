import { type VNode } from 'preact';
import type { AliasView } from '../../src/console/api.ts';
import { Ago } from '../controls/ago.tsx';
import { isEngineAlias, previewOf } from './alias-order.ts';

interface AliasListProps {
  readonly aliases: readonly AliasView[];
  readonly chosen: string;
  readonly onChoose: (alias: string) => void;
}

/** The resources of a device with their latest values, to choose one. */
export function AliasList(props: AliasListProps): VNode {
  const own = props.aliases.filter(({ alias }) => !isEngineAlias(alias));
  const engine = props.aliases.filter(({ alias }) => isEngineAlias(alias));
  return (
    <section class="card alias-list" aria-label="Resources">
      {own.length === 0 ? null : <Group {...props} title="Apps" aliases={own} />}
      {engine.length === 0 ? null : <Group {...props} title="Gateway Engine" aliases={engine} />}
    </section>
  );
}

function Group(props: AliasListProps & { readonly title: string }): VNode {
  return (
    <>
      <h2 class="group-title">{props.title}</h2>
      <ul>
        {props.aliases.map(({ alias, latest }) => (
          <li key={alias}>
            <button
              type="button"
              class="alias"
              aria-pressed={alias === props.chosen}
              onClick={() => {
                props.onChoose(alias);
              }}
            >
              <span class="alias-name">{alias}</span>
              {latest === undefined ? null : (
                <>
                  <span class="alias-value">{latest.text === '' ? <i>empty</i> : previewOf(latest.text)}</span>
                  <span class="alias-time">
                    <Ago seconds={latest.timestamp} />
                  </span>
                </>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
