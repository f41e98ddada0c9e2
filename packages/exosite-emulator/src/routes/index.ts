import { type Route } from '../http/route.ts';
import { activateRoutes } from './activate.ts';
import { downloadRoutes } from './download.ts';
import { contentEntryRoutes } from './manage/content-entry.ts';
import { contentListRoutes } from './manage/content-list.ts';
import { serialListRoutes } from './manage/serial-list.ts';
import { serialRoutes } from './manage/serial.ts';
import { rpcRoutes } from './rpc/process.ts';
import { stackAliasRoutes } from './stack-alias.ts';
import { stackRecordRoutes } from './stack-record.ts';
import { timestampRoutes } from './timestamp.ts';

/** Every endpoint of the emulator. */
export const ROUTES: readonly Route[] = [
  ...timestampRoutes,
  ...activateRoutes,
  ...stackAliasRoutes,
  ...stackRecordRoutes,
  ...rpcRoutes,
  ...downloadRoutes,
  ...contentListRoutes,
  ...contentEntryRoutes,
  ...serialListRoutes,
  ...serialRoutes,
];
