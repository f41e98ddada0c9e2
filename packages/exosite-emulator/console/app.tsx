import { render } from 'preact';
import { createRouter } from './navigation/router.ts';
import { Shell } from './shell/shell.tsx';
import { ConsoleContext } from './state/console-context.ts';
import { openLiveConnection } from './state/live-connection.ts';
import { createNotices } from './state/notices.ts';
import { createTheme } from './theme/theme.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('The document has no place for the console.');
const theme = createTheme();
const services = { live: openLiveConnection(), router: createRouter(), notices: createNotices() };
render(
  <ConsoleContext.Provider value={services}>
    <Shell theme={theme} />
  </ConsoleContext.Provider>,
  root,
);
