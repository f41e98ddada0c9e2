import { type VNode } from 'preact';
import { formatCount } from '../format/count.ts';
import { type Address } from '../navigation/address.ts';
import { Link } from '../navigation/link.tsx';
import { useLive } from '../state/console-context.ts';
import { type Observable } from '../state/observable.ts';
import { type ThemeChoice } from '../theme/theme.ts';
import { Icon, type IconName } from '../controls/icon.tsx';
import { ConnectionState } from './connection-state.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface Item {
  readonly to: Address;
  readonly icon: IconName;
  readonly text: string;
  readonly count?: number;
}

/** Navigation, the state of the connection, and the theme. */
export function Sidebar(props: { readonly address: Address; readonly theme: Observable<ThemeChoice> }): VNode {
  const { devices, products, faults } = useLive();
  const current = props.address.page === 'device' ? 'devices' : props.address.page;
  const contentCount = products.reduce((sum, { content }) => sum + content.length, 0);
  const items: readonly Item[] = [
    { to: { page: 'devices' }, icon: 'devices', text: 'Devices', count: devices.size },
    { to: { page: 'content' }, icon: 'content', text: 'Content', count: contentCount },
    { to: { page: 'requests', search: '' }, icon: 'requests', text: 'Requests' },
    { to: { page: 'delivery' }, icon: 'delivery', text: 'Gaps and backlog' },
    { to: { page: 'faults' }, icon: 'faults', text: 'Faults', count: faults.length },
  ];
  return (
    <header class="sidebar">
      <p class="brand">
        <Icon name="brand" /> Exosite emulator
      </p>
      <nav aria-label="Pages">
        <ul>
          {items.map(({ to, icon, text, count }) => (
            <li key={to.page}>
              <Link to={to} class="nav-link" isCurrent={current === to.page}>
                <Icon name={icon} />
                <span class="nav-text">{text}</span>
                {count === undefined || count === 0 ? null : <span class="nav-count">{formatCount(count)}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div class="sidebar-foot">
        <ConnectionState />
        <ThemeSwitch theme={props.theme} />
      </div>
    </header>
  );
}
