import { type VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { titleOf } from '../navigation/address.ts';
import { useConsole, useLive } from '../state/console-context.ts';
import { type Observable } from '../state/observable.ts';
import { useObservable } from '../state/use-observable.ts';
import { type ThemeChoice } from '../theme/theme.ts';
import { Banners } from './banners.tsx';
import { NoticeList } from './notice-list.tsx';
import { CurrentPage } from './current-page.tsx';
import { Sidebar } from './sidebar.tsx';

/** The frame around every page. */
export function Shell({ theme }: { readonly theme: Observable<ThemeChoice> }): VNode {
  const { router } = useConsole();
  const address = useObservable(router.address);
  const { connection } = useLive();
  const main = useRef<HTMLElement>(null);
  const title = titleOf(address);
  const place = address.page === 'device' ? JSON.stringify(address.device) : address.page;
  const isFirst = useRef(true);

  useEffect(() => {
    document.title = `${title} · Exosite emulator`;
  }, [title]);

  // After a change of page the focus goes to its heading, as after the load of a document; it is read out there.
  useEffect(() => {
    if (!isFirst.current) main.current?.querySelector('h1')?.focus();
    isFirst.current = false;
  }, [place]);

  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <div class="frame">
        <Sidebar address={address} theme={theme} />
        <main id="main" ref={main} tabIndex={-1}>
          <Banners address={address} />
          {connection === 'connecting' ? (
            <p class="loading">Connecting to the emulator…</p>
          ) : (
            <CurrentPage address={address} />
          )}
        </main>
      </div>
      <NoticeList />
    </>
  );
}
