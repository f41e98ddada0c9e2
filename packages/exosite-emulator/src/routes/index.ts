import { type Route } from '../http/route.ts';
import { activateRoutes } from './activate.ts';
import { faultRoutes } from './control/faults.ts';
import { downloadRoutes } from './download.ts';
import { accountRoutes } from './manage/account.ts';
import { contentEntryRoutes } from './manage/content-entry.ts';
import { contentListRoutes } from './manage/content-list.ts';
import { groupRoutes } from './manage/group.ts';
import { modelRoutes } from './manage/model.ts';
import { serialListRoutes } from './manage/serial-list.ts';
import { serialRoutes } from './manage/serial.ts';
import { rpcRoutes } from './rpc/process.ts';
import { stackAliasRoutes } from './stack-alias.ts';
import { stackRecordRoutes } from './stack-record.ts';
import { murano1Routes } from './tools/murano1.ts';
import { murano2Routes } from './tools/murano2.ts';
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
  ...modelRoutes,
  ...serialListRoutes,
  ...serialRoutes,
  ...groupRoutes,
  ...accountRoutes,
  ...murano1Routes,
  ...murano2Routes,
  ...faultRoutes,
];
