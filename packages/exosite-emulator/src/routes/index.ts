import { type Route } from '../http/route.ts';
import { activateRoutes } from './activate.ts';
import { downloadRoutes } from './download.ts';
import { stackAliasRoutes } from './stack-alias.ts';
import { stackRecordRoutes } from './stack-record.ts';
import { timestampRoutes } from './timestamp.ts';

/** Every endpoint of the emulator. */
export const ROUTES: readonly Route[] = [
  ...timestampRoutes,
  ...activateRoutes,
  ...stackAliasRoutes,
  ...stackRecordRoutes,
  ...downloadRoutes,
];
